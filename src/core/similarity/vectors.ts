/** The cosine of the angle between two vectors of the same length, between -1 and 1; 0 where one of them is zero. */
export function cosine(one: Float32Array, other: Float32Array): number {
  let [product, first, second] = [0, 0, 0];
  for (const [i, value] of one.entries()) {
    product += value * other[i]!;
    first += value ** 2;
    second += other[i]! ** 2;
  }
  const lengths = Math.sqrt(first * second);
  return lengths === 0 ? 0 : Math.min(1, Math.max(-1, product / lengths));
}

/** Where vectors of a kind lie: the mean and the standard deviation of each of their numbers. */
export interface Spread {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Numbers that hardly vary would count beyond measure. */
const LEAST_DEVIATION = 0.03;

/** vectors: at least one, all of the same length. */
export function spreadOf(vectors: readonly Float32Array[]): Spread {
  const mean = vectors[0]!.map(
    (_, i) => vectors.reduce((sum, vector) => sum + vector[i]!, 0) / vectors.length,
  );
  const deviation = mean.map((center, i) => {
    const variance = vectors.reduce((sum, vector) => sum + (vector[i]! - center) ** 2, 0) / vectors.length;
    return Math.max(LEAST_DEVIATION, Math.sqrt(variance));
  });
  return { mean, deviation };
}

/**
 * The vector as it differs from others. All hidden states of a language model point much the same way, because of a few
 * numbers that are large in all of them; without this every two texts look alike. Source: Timkey and van Schijndel
 * 2021, https://arxiv.org/abs/2109.04404
 */
export function standardised(vector: Float32Array, { mean, deviation }: Spread): Float32Array {
  return vector.map((value, i) => (value - mean[i]!) / deviation[i]!);
}
