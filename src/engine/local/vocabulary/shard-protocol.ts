import type { TokenScores, WantedScores } from "./scores.ts";
import type { ShardSize } from "./shard.ts";

/** From the engine's thread to a shard's. */
export type ShardCall = { readonly id: number } & (
  | { readonly type: "shard-create"; readonly size: ShardSize; readonly center: Float32Array }
  | { readonly type: "rows-load"; readonly token: number; readonly rows: Uint8Array }
  | { readonly type: "rows-read"; readonly ids: Int32Array }
  | { readonly type: "rows-score"; readonly hidden: Float32Array; readonly wanted: readonly WantedScores[] }
);

/** And back. */
export type ShardReply = { readonly id: number } & (
  | { readonly type: "done" }
  | { readonly type: "rows"; readonly rows: Uint8Array }
  | { readonly type: "scores"; readonly scores: readonly TokenScores[] }
  | { readonly type: "failure"; readonly detail: string }
);
