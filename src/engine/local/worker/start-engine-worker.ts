import { observeTraffic } from "../../traffic.ts";
import { EngineHost, type EngineHostParts } from "./engine-host.ts";
import type { EngineCall, EngineReply } from "./protocol.ts";

const ALIVE_MS = 2_000;

/** Answers the page's calls from inside a Worker. The caller brings the sampler, which is not the engine's matter. */
export function startEngineWorker(parts: EngineHostParts): void {
  const host = new EngineHost(parts, (reply) => postMessage(reply));
  observeTraffic((entries) => postMessage({ type: "traffic", entries } satisfies EngineReply));
  setInterval(() => postMessage({ type: "alive" } satisfies EngineReply), ALIVE_MS);
  addEventListener("message", ({ data }: MessageEvent<EngineCall>) => {
    // What no reply could tell surfaces as the Worker's error event, which the page takes for a crash.
    host.handle(data).catch((error: unknown) => reportError(error));
  });
}
