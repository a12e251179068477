/**
 * Inverse frequencies of rotary position embeddings: base^(-2i / headDim) for i in [0, headDim / 2).
 * Source: Su et al. 2021, RoFormer, https://arxiv.org/abs/2104.09864
 * @param scale positions are divided by this (linear scaling); 1 for none
 * @param factors llama 3's per-frequency divisors [headDim / 2], where the file has them
 */
export function rotaryFrequencies(
  headDim: number,
  base: number,
  scale = 1,
  factors?: Float32Array,
): Float64Array {
  return Float64Array.from(
    { length: headDim / 2 },
    (_, i) => 1 / (base ** ((2 * i) / headDim) * scale * (factors?.[i] ?? 1)),
  );
}
