import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Runs a script's work when Node was started with it; a failure is one message and exit code 1. */
export function runScript(moduleUrl: string, main: () => Promise<void>): void {
  if (process.argv[1] === undefined || resolve(process.argv[1]) !== fileURLToPath(moduleUrl)) return;
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
