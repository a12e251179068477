import { bf16 } from "./bf16.ts";
import type { BlockType, BlockTypeName } from "./block-type.ts";
import { f16 } from "./f16.ts";
import { f32 } from "./f32.ts";
import { q4_0 } from "./q4_0.ts";
import { q4_1 } from "./q4_1.ts";
import { q4_k } from "./q4_k.ts";
import { q5_0 } from "./q5_0.ts";
import { q5_1 } from "./q5_1.ts";
import { q5_k } from "./q5_k.ts";
import { q6_k } from "./q6_k.ts";
import { q8_0 } from "./q8_0.ts";

/** The block types that can be read, by the number that GGML gives them (`enum ggml_type`). */
export const BLOCK_TYPES: ReadonlyMap<number, BlockType> = new Map([
  [0, f32],
  [1, f16],
  [2, q4_0],
  [3, q4_1],
  [6, q5_0],
  [7, q5_1],
  [8, q8_0],
  [12, q4_k],
  [13, q5_k],
  [14, q6_k],
  [30, bf16],
]);

const BY_NAME: ReadonlyMap<BlockTypeName, BlockType> = new Map(
  [...BLOCK_TYPES.values()].map((type) => [type.name, type]),
);

/** The block type of a tensor that openGguf has checked. */
export const blockTypeNamed = (name: BlockTypeName): BlockType => BY_NAME.get(name)!;
