import { VocabularyShard, type ShardSize } from "./shard.ts";

/** A shard in this thread or in another: what a VocabularyShard does, at once or later. */
export type ShardPort = {
  [Key in "load" | "rows" | "score"]: (
    ...args: Parameters<VocabularyShard[Key]>
  ) => ReturnType<VocabularyShard[Key]> | Promise<ReturnType<VocabularyShard[Key]>>;
} & Pick<VocabularyShard, "size">;

/** Makes an empty shard; arguments as VocabularyShard.create takes them. */
export type CreateShard = (size: ShardSize, center: Float32Array) => Promise<ShardPort>;

/** In this thread. */
export const createOwnShard: CreateShard = (size, center) => VocabularyShard.create(size, center);
