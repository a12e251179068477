import { startShardWorker } from "../engine/local/vocabulary/start-shard-worker.ts";

startShardWorker();
