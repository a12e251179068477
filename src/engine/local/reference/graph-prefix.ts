import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { Prefix } from "../runtime/decoder.ts";

/** Keys and values of a run prefix, in the layouts the graph reads without moving anything. */
export interface GraphPrefix extends Prefix {
  /** For each layer [K, D, P] and [K, P, D], where P = tokens.length. */
  readonly keys: readonly Float32Array[];
  readonly values: readonly Float32Array[];
}

type Shape = Pick<DecoderRecipe, "layers" | "keyValueHeads" | "headDim">;

export function emptyPrefix(shape: Shape): GraphPrefix {
  const none = shape.layers.map(() => new Float32Array(0));
  return { tokens: [], keys: none, values: none };
}

/**
 * The prefix with more tokens behind it; newKeys and newValues are [S, K*D] for each layer, as the graph gives them.
 */
export function extendPrefix(
  shape: Shape,
  prefix: GraphPrefix,
  tokens: readonly number[],
  newKeys: readonly Float32Array[],
  newValues: readonly Float32Array[],
): GraphPrefix {
  const { keyValueHeads: heads, headDim: dim } = shape;
  const old = prefix.tokens.length;
  const length = old + tokens.length;
  const keys = newKeys.map((added, layer) => {
    const out = new Float32Array(heads * dim * length);
    const before = prefix.keys[layer]!;
    for (let channel = 0; channel < heads * dim; channel++) {
      out.set(before.subarray(channel * old, (channel + 1) * old), channel * length);
      for (let i = 0; i < tokens.length; i++)
        out[channel * length + old + i] = added[i * heads * dim + channel]!;
    }
    return out;
  });
  const values = newValues.map((added, layer) => {
    const out = new Float32Array(heads * length * dim);
    const before = prefix.values[layer]!;
    for (let head = 0; head < heads; head++) {
      out.set(before.subarray(head * old * dim, (head + 1) * old * dim), head * length * dim);
      for (let i = 0; i < tokens.length; i++) {
        const from = (i * heads + head) * dim;
        out.set(added.subarray(from, from + dim), (head * length + old + i) * dim);
      }
    }
    return out;
  });
  return { tokens: [...prefix.tokens, ...tokens], keys, values };
}
