import type { DecoderRecipe } from "../architectures/architecture.ts";
import { lastNorm } from "../runtime/last-norm.ts";
import { RotaryTable } from "../runtime/rotary-table.ts";
import type { RowListener } from "./device-matrix.ts";

/** Norms of queries (times the score scale) and keys, [2, headDim]; null where the recipe has none. */
type HeadNorms = Float32Array | null;

/**
 * A short text's way through the layers in plain JavaScript and 32-bit floats, one operation after the other, while the
 * weights go by. Slow and simple: what the device's numbers are compared with.
 */
export class PlainPass {
  /** [tokens, hidden] */
  readonly state: Float32Array;
  readonly #recipe: DecoderRecipe;
  readonly #tokens: number;
  readonly #rotaries: readonly { cosine: Float32Array; sine: Float32Array }[];

  /** embeddings: [tokens, hidden], scaled */
  constructor(recipe: DecoderRecipe, embeddings: Float32Array) {
    this.state = embeddings.slice();
    this.#recipe = recipe;
    this.#tokens = embeddings.length / recipe.hidden;
    const positions = Array.from({ length: this.#tokens }, (_, position) => position);
    this.#rotaries = recipe.rotaries.map((frequencies) => new RotaryTable(frequencies).lookUp(positions));
  }

  normed(weight: Float32Array): Float32Array {
    return lastNorm(weight, this.#recipe.normEpsilon)(this.state);
  }

  /** A product that is made as the rows of its matrix are told. input: [tokens, columns]; out: [tokens, rows] */
  product(input: Float32Array, rows: number): { readonly out: Float32Array; readonly onRow: RowListener } {
    const tokens = this.#tokens;
    const columns = input.length / tokens;
    const out = new Float32Array(tokens * rows);
    const onRow: RowListener = (row, values) => {
      for (let t = 0; t < tokens; t++) out[t * rows + row] = dot(values, input, t * columns);
    };
    return { out, onRow };
  }

  /** projections: [tokens, heads + 2 keyValueHeads, headDim], changed; gives [tokens, heads, headDim] */
  attend(layer: number, projections: Float32Array, headNorms: HeadNorms): Float32Array {
    const { heads, keyValueHeads, headDim, layers, windows, normEpsilon } = this.#recipe;
    const { rotary, window } = layers[layer]!;
    const { cosine, sine } = this.#rotaries[rotary]!;
    const half = headDim / 2;
    const width = (heads + 2 * keyValueHeads) * headDim;
    const headAt = (token: number, head: number) => {
      const from = token * width + head * headDim;
      return projections.subarray(from, from + headDim);
    };
    for (let t = 0; t < this.#tokens; t++) {
      for (let head = 0; head < heads + keyValueHeads; head++) {
        const values = headAt(t, head);
        const from = head < heads ? 0 : headDim;
        if (headNorms !== null)
          values.set(lastNorm(headNorms.subarray(from, from + headDim), normEpsilon)(values));
        for (let i = 0; i < half; i++) {
          const [low, high] = [values[i]!, values[half + i]!];
          const [c, s] = [cosine[t * half + i]!, sine[t * half + i]!];
          values[i] = low * c - high * s;
          values[half + i] = high * c + low * s;
        }
      }
    }
    const mixed = new Float32Array(this.#tokens * heads * headDim);
    for (let t = 0; t < this.#tokens; t++) {
      const first = Math.max(0, t + 1 - (windows[window] ?? Infinity));
      for (let head = 0; head < heads; head++) {
        const shared = Math.floor((head * keyValueHeads) / heads);
        const scores: number[] = [];
        for (let other = first; other <= t; other++)
          scores.push(dot(headAt(t, head), headAt(other, heads + shared), 0));
        const most = Math.max(...scores);
        const powers = scores.map((score) => Math.exp(score - most));
        const total = powers.reduce((a, b) => a + b, 0);
        for (const [i, power] of powers.entries()) {
          const values = headAt(first + i, heads + keyValueHeads + shared);
          for (let d = 0; d < headDim; d++)
            mixed[(t * heads + head) * headDim + d]! += (power / total) * values[d]!;
        }
      }
    }
    return mixed;
  }

  /** gated: [tokens, 2 feedForward], a token's gates before its values; gives [tokens, feedForward] */
  open(gated: Float32Array): Float32Array {
    const { feedForward, activation } = this.#recipe;
    const opened = new Float32Array(this.#tokens * feedForward);
    for (let t = 0; t < this.#tokens; t++) {
      for (let i = 0; i < feedForward; i++) {
        const gate = gated[2 * t * feedForward + i]!;
        const z = activation === "silu" ? gate : 2 * Math.sqrt(2 / Math.PI) * (gate + 0.044715 * gate ** 3);
        opened[t * feedForward + i] = (gated[(2 * t + 1) * feedForward + i]! * gate) / (1 + Math.exp(-z));
      }
    }
    return opened;
  }

  /** Adds what a product made to the state, normed first where the model wants that. */
  add(change: Float32Array, postNorm: Float32Array | null): void {
    const added = postNorm === null ? change : lastNorm(postNorm, this.#recipe.normEpsilon)(change);
    for (let i = 0; i < added.length; i++) this.state[i]! += added[i]!;
  }
}

/** The product of a vector with as many values from `at` on. */
export function dot(values: Float32Array, others: Float32Array, at: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * others[at + i]!;
  return sum;
}
