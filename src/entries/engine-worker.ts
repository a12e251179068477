import { createSampler } from "../core/sampling/sampler.ts";
import { startEngineWorker } from "../engine/local/worker/start-engine-worker.ts";

startEngineWorker({ createSampler });
