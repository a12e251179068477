import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Carries llama.cpp's HTTP server ready built, which the packages named after llama.cpp do not. */
const PACKAGE = "xllamacpp==2026.10.11549";
const FOLDER = fileURLToPath(new URL("../../.cache/llama-server", import.meta.url));

const inFolder = (program: string): string =>
  process.platform === "win32" ? `${FOLDER}/Scripts/${program}.exe` : `${FOLDER}/bin/${program}`;

/**
 * Path of a Python that can serve GGUF files, in a folder of its own, made at the first call: 34 MB, some seconds.
 * Throws an Error that says in one line what is missing.
 */
export function ensureLlamaServer(log: (line: string) => void): string {
  const python = inFolder("python");
  if (serves(python)) return python;
  log(`Installing ${PACKAGE} for the tests of servers.`);
  run(process.platform === "win32" ? "python" : "python3", ["-m", "venv", FOLDER]);
  run(python, [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--only-binary",
    ":all:",
    PACKAGE,
  ]);
  return python;
}

const serves = (python: string): boolean =>
  existsSync(python) && spawnSync(python, ["-c", "import xllamacpp"], { stdio: "ignore" }).status === 0;

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) {
    throw new Error(
      `"${command} ${args.join(" ")}" failed. It needs Python 3.10 or later with venv and pip.`,
    );
  }
}
