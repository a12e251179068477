import type { Tensor } from "onnxruntime-web/wasm";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { SmoothedWeights } from "../calibration/smoothed-weights.ts";
import { ADAPTED_PARTS, ADAPTER_NAMES, partShape } from "../graph/adapter-inputs.ts";
import type { LayerRange } from "../graph/layer-range.ts";
import { floats } from "../runtime/tensors.ts";

/** Low-rank changes of the matrices of some layers, in the order of rows and columns of `transformers`. */
export interface Adapter {
  readonly range: LayerRange;
  readonly rank: number;
  /** By ADAPTER_NAMES: down [rank, columns], up [rows, rank], row by row. */
  readonly tensors: ReadonlyMap<string, Float32Array>;
}

/**
 * The adapter as inputs of graphs that were written with isAdapted. What was worked into the matrices of those graphs
 * (a calibration, the scale of the scores) is worked into the adapter too.
 */
export function adapterFeeds(
  { range, rank, tensors }: Adapter,
  recipe: DecoderRecipe,
  smoothed: SmoothedWeights | null,
): Record<string, Tensor> {
  const feeds: Record<string, Tensor> = {};
  for (let layer = range.first; layer < range.end; layer++) {
    for (const part of ADAPTED_PARTS) {
      const { rows, columns } = partShape(recipe, part);
      const factors = smoothed?.factors(`blk.${layer}.${part}.weight`, columns);
      const [downName, upName] = [ADAPTER_NAMES.down(layer, part), ADAPTER_NAMES.up(layer, part)];
      const down = tensors.get(downName)!.map((value, i) => value * (factors?.columns?.[i % columns] ?? 1));
      const scale = part === "attn_q" && !recipe.queryKeyNorm ? recipe.queryScale : 1;
      const up = tensors
        .get(upName)!
        .map((value, i) => (value * scale) / (factors?.rows?.[Math.floor(i / rank)] ?? 1));
      feeds[downName] = floats(down, rank, columns);
      feeds[upName] = floats(up, rows, rank);
    }
  }
  return feeds;
}
