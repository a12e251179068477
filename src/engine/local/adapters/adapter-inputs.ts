import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { LayerRange } from "../matrices/layer-range.ts";

/** The matrices of a layer that an adapter may change, by llama.cpp's names. */
export const ADAPTED_PARTS = [
  "attn_q",
  "attn_k",
  "attn_v",
  "attn_output",
  "ffn_gate",
  "ffn_up",
  "ffn_down",
] as const;
export type AdaptedPart = (typeof ADAPTED_PARTS)[number];

/** Highest rank that an adapter may have. */
export const MOST_RANK = 16;

type Shape = Pick<DecoderRecipe, "hidden" | "heads" | "keyValueHeads" | "headDim" | "feedForward">;

/** Output and input channels of each part. */
export function partShape(shape: Shape, part: AdaptedPart): { rows: number; columns: number } {
  const { hidden, heads, keyValueHeads, headDim, feedForward } = shape;
  const shapes: Readonly<Record<AdaptedPart, readonly [number, number]>> = {
    attn_q: [heads * headDim, hidden],
    attn_k: [keyValueHeads * headDim, hidden],
    attn_v: [keyValueHeads * headDim, hidden],
    attn_output: [hidden, heads * headDim],
    ffn_gate: [feedForward, hidden],
    ffn_up: [feedForward, hidden],
    ffn_down: [hidden, feedForward],
  };
  const [rows, columns] = shapes[part];
  return { rows, columns };
}

/**
 * Names of a graph's inputs for low-rank adapters: what a matrix W gives for x becomes W x + B (A x).
 * Source: Hu et al. 2021, LoRA, https://arxiv.org/abs/2106.09685
 */
export const ADAPTER_NAMES = {
  /** [rank, columns] */
  down: (layer: number, part: AdaptedPart) => `adapter_down_${layer}_${part}`,
  /** [rows, rank] */
  up: (layer: number, part: AdaptedPart) => `adapter_up_${layer}_${part}`,
} as const;

/** The adapters of some layers: their shapes by ADAPTER_NAMES, always in this order. */
export function adapterShapes(
  recipe: Shape,
  { first, end }: LayerRange,
  rank: number,
): ReadonlyMap<string, readonly [number, number]> {
  const shapes = new Map<string, readonly [number, number]>();
  for (let layer = first; layer < end; layer++) {
    for (const part of ADAPTED_PARTS) {
      const { rows, columns } = partShape(recipe, part);
      shapes.set(ADAPTER_NAMES.down(layer, part), [rank, columns]);
      shapes.set(ADAPTER_NAMES.up(layer, part), [rows, rank]);
    }
  }
  return shapes;
}

/** A third of the layers, and at least six, are the upper ones, which adapters change. */
const UPPER_SHARE = 1 / 3;
const LEAST_UPPER = 6;

/** The layers that adapters change: the last ones. */
export function upperLayers({ layers: { length } }: Pick<DecoderRecipe, "layers">): LayerRange {
  const count = Math.max(LEAST_UPPER, Math.round(length * UPPER_SHARE));
  return { first: Math.max(length - count, 0), end: length };
}
