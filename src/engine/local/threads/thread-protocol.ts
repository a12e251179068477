import type { LayerPlan } from "../layers/layer-thread.ts";
import type { ChannelStatistics } from "../vocabulary/channels.ts";
import type { TokenScores } from "../vocabulary/scores.ts";
import type { ShardScores, ShardSize } from "../vocabulary/shard-scorer.ts";

/** From the engine's thread to another. */
export type ThreadCall = { readonly id: number } & (
  | {
      readonly type: "shard-create";
      readonly size: ShardSize;
      readonly channels: ChannelStatistics;
      /** The file of the shard's rows, and where they begin. */
      readonly rows: { readonly file: FileSystemFileHandle; readonly offset: number } | null;
    }
  | {
      readonly type: "rows-load";
      readonly token: number;
      readonly count: number;
      readonly rows: Uint8Array | null;
      readonly preview: Uint8Array | null;
    }
  | { readonly type: "rows-read"; readonly ids: Int32Array }
  | { readonly type: "rows-score"; readonly hidden: Float32Array; readonly wanted: readonly ShardScores[] }
  | { readonly type: "layers-start"; readonly plan: LayerPlan }
  | { readonly type: "layers-run"; readonly tokens: number }
);

/** And back. */
export type ThreadReply = { readonly id: number } & (
  | { readonly type: "done" }
  | { readonly type: "shard"; readonly readsRows: boolean }
  | { readonly type: "loaded"; readonly preview: Uint8Array<ArrayBuffer> | null }
  | { readonly type: "rows"; readonly rows: Uint8Array }
  | { readonly type: "scores"; readonly scores: readonly TokenScores[] }
  | { readonly type: "failure"; readonly detail: string }
);
