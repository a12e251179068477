import type { ByteSource } from "../gguf/byte-source.ts";
import type { ChannelStatistics } from "./channels.ts";
import { q8RowBytes } from "./q8-rows.ts";
import type { ShardSize } from "./shard-scorer.ts";
import { VocabularyShard } from "./shard.ts";

/** A shard in this thread or in another: what a VocabularyShard does, at once or later. */
export type ShardPort = {
  [Key in "load" | "rows" | "score"]: (
    ...args: Parameters<VocabularyShard[Key]>
  ) => ReturnType<VocabularyShard[Key]> | Promise<ReturnType<VocabularyShard[Key]>>;
} & Pick<VocabularyShard, "size" | "readsRows">;

/** Where the rows of the whole vocabulary lie in a model file, as Q8_0. */
export interface VocabularyPlace {
  readonly source: ByteSource;
  readonly offset: number;
}

/**
 * Makes an empty shard; size and channels as VocabularyShard.create takes them. It reads exact rows by itself where
 * they lie in a file that it can read from. Rejects as ByteSource.openReader.
 */
export type CreateShard = (
  size: ShardSize,
  channels: ChannelStatistics,
  place: VocabularyPlace | null,
) => Promise<ShardPort>;

/** Of the first row of a shard, in bytes. */
export const shardOffset = ({ offset }: Pick<VocabularyPlace, "offset">, size: ShardSize): number =>
  offset + size.firstToken * q8RowBytes(size.hidden);

/** In this thread. */
export const createOwnShard: CreateShard = async (size, channels, place) => {
  const reader = (await place?.source.openReader?.()) ?? null;
  const file = place && reader && { reader, offset: shardOffset(place, size) };
  return VocabularyShard.create(size, channels, file);
};
