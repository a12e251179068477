/** Starts the engine's Worker. Bundlers recognise it only in this very form. */
export const startEngineWorker = (): Worker =>
  new Worker(new URL("./engine-worker.ts", import.meta.url), { type: "module", name: "engine" });
