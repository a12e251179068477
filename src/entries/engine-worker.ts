import { createSampler } from "../core/sampling/sampler.ts";
import "./no-eval.ts";
import { startEngineWorker } from "../engine/local/worker/start-engine-worker.ts";

startEngineWorker({
  createSampler,
  // Bundlers recognise it only in this very form.
  startThreadWorker: () =>
    new Worker(new URL("./thread-worker.ts", import.meta.url), { type: "module", name: "thread" }),
});
