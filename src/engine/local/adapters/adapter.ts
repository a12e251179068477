import type { LayerRange } from "../matrices/layer-range.ts";

/** Low-rank changes of the matrices of some layers, in the order of rows and columns of `transformers`. */
export interface Adapter {
  readonly range: LayerRange;
  readonly rank: number;
  /** By ADAPTER_NAMES: down [rank, columns], up [rows, rank], row by row. */
  readonly tensors: ReadonlyMap<string, Float32Array>;
}
