import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { LayerWeights } from "../graph/decoder-weights.ts";
import type { Matrix } from "../graph/matrix.ts";
import type { Calibration, Smoothed } from "./calibration.ts";

/** What a tensor's rows (output channels) are divided by, and its columns (input channels) multiplied by. */
interface Smoothing {
  readonly rows?: Smoothed;
  readonly columns?: Smoothed;
}

const MATRICES: Readonly<Record<string, Smoothing>> = {
  attn_q: { columns: "attention" },
  attn_k: { columns: "attention" },
  attn_v: { columns: "attention", rows: "attention-output" },
  attn_output: { columns: "attention-output" },
  ffn_gate: { columns: "feed-forward" },
  ffn_up: { columns: "feed-forward", rows: "feed-forward-down" },
  ffn_down: { columns: "feed-forward-down" },
};

/** Norms whose outputs are divided. */
const NORMS: Readonly<Record<string, Smoothed>> = { attn_norm: "attention", ffn_norm: "feed-forward" };

/** Weights of the same model with a calibration worked in: what it computes stays the same, but for rounding. */
export class SmoothedWeights implements LayerWeights {
  readonly #weights: LayerWeights;
  readonly #calibration: Calibration;
  readonly #recipe: DecoderRecipe;

  constructor(weights: LayerWeights, calibration: Calibration, recipe: DecoderRecipe) {
    this.#weights = weights;
    this.#calibration = calibration;
    this.#recipe = recipe;
  }

  async matrix(name: string, rows: number, columns: number): Promise<Matrix> {
    const matrix = await this.#weights.matrix(name, rows, columns);
    const { rows: byRow, columns: byColumn } = this.factors(name, columns);
    if (byRow === undefined && byColumn === undefined) return matrix;
    return {
      ...matrix,
      readRow(row, out) {
        matrix.readRow(row, out);
        const inverse = byRow === undefined ? 1 : 1 / byRow[row]!;
        for (let i = 0; i < out.length; i++)
          out[i]! *= byColumn === undefined ? inverse : byColumn[i]! * inverse;
      },
    };
  }

  /** What the rows of a matrix are divided by, and its columns multiplied by; left out where nothing changes. */
  factors(name: string, columns: number): { rows?: Float32Array; columns?: Float32Array } {
    const { layer, part } = placeOf(name);
    const smoothing = MATRICES[part];
    return {
      ...(smoothing?.rows && { rows: this.#calibration.factors(layer, smoothing.rows) }),
      ...(smoothing?.columns && { columns: this.#columns(layer, smoothing.columns, columns) }),
    };
  }

  async vector(name: string, length: number): Promise<Float32Array> {
    const vector = await this.#weights.vector(name, length);
    const { layer, part } = placeOf(name);
    const smoothed = NORMS[part];
    if (smoothed === undefined) return vector;
    const factors = this.#calibration.factors(layer, smoothed);
    return vector.map((weight, i) => weight / factors[i]!);
  }

  /** Factors for each input channel; those of a key/value head are repeated for each query head that reads it. */
  #columns(layer: number, smoothed: Smoothed, columns: number): Float32Array {
    const factors = this.#calibration.factors(layer, smoothed);
    if (factors.length === columns) return factors;
    const { heads, keyValueHeads, headDim } = this.#recipe;
    const group = heads / keyValueHeads;
    return Float32Array.from({ length: columns }, (_, channel) => {
      const head = Math.floor(channel / headDim / group);
      return factors[head * headDim + (channel % headDim)]!;
    });
  }
}

/** Of a name like "blk.3.attn_q.weight". */
function placeOf(name: string): { layer: number; part: string } {
  const [, layer = "0", part = ""] = /^blk\.(\d+)\.(\w+)\.weight$/.exec(name) ?? [];
  return { layer: Number(layer), part };
}
