import { createSampler } from "../../src/core/sampling/sampler.ts";
import { startEngineWorker } from "../../src/engine/local/worker/start-engine-worker.ts";

/**
 * The product's engine Worker; only the address of its own Workers is written down, where the product's bundler finds
 * it.
 */
startEngineWorker({
  createSampler,
  startThreadWorker: () => new Worker("thread-worker.js", { type: "module" }),
});
