import type { LayerPlan } from "../layers/layer-thread.ts";
import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";
import type { ShardSize } from "../vocabulary/shard.ts";

/** From the engine's thread to another. */
export type ThreadCall = { readonly id: number } & (
  | {
      readonly type: "shard-create";
      readonly size: ShardSize;
      readonly center: Float32Array;
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
  | { readonly type: "rows-score"; readonly hidden: Float32Array; readonly wanted: readonly WantedScores[] }
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
