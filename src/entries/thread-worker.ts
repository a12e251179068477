import { startEngineThread } from "../engine/local/threads/start-engine-thread.ts";

startEngineThread();
