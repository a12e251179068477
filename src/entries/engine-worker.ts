import { createSampler } from "../core/sampling/sampler.ts";
import "./no-eval.ts";
import { startEngineWorker } from "../engine/local/worker/start-engine-worker.ts";

startEngineWorker({ createSampler });
