import { Worker as NodeWorker } from "node:worker_threads";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { EngineThread } from "../engine-thread.ts";

const ENTRY = fileURLToPath(new URL("../../../../entries/thread-worker.ts", import.meta.url));

/** What a Worker of the browser has and one of Node lacks. */
const PRELUDE = `
const { parentPort } = require("node:worker_threads");
globalThis.addEventListener = (type, listen) => parentPort.on(type, (data) => listen({ data }));
globalThis.postMessage = (message) => parentPort.postMessage(message);
`;

/** A further thread of an engine under Node, from the page's own script; stop it when the engine is done. */
export async function startNodeThread(): Promise<{
  readonly thread: EngineThread;
  readonly stop: () => Promise<unknown>;
}> {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
  });
  const worker = new NodeWorker(PRELUDE + outputFiles[0]!.text, { eval: true, execArgv: [] });
  const port = {
    addEventListener: (type: string, listen: (event: { data: unknown }) => void) =>
      worker.on(type, (data: unknown) => listen({ data })),
    postMessage: (message: unknown) => worker.postMessage(message),
  };
  return { thread: new EngineThread(port as unknown as Worker), stop: () => worker.terminate() };
}
