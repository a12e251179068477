/**
 * RMS norm of each row of hidden [N, weight.length], times weight.
 * Source: Zhang and Sennrich 2019, https://arxiv.org/abs/1910.07467
 */
export function rmsNormed(hidden: Float32Array, weight: Float32Array, epsilon: number): Float32Array {
  const width = weight.length;
  const out = new Float32Array(hidden.length);
  for (let from = 0; from < hidden.length; from += width) {
    let squares = 0;
    for (let i = 0; i < width; i++) squares += hidden[from + i]! ** 2;
    const inverse = 1 / Math.sqrt(squares / width + epsilon);
    for (let i = 0; i < width; i++) out[from + i] = hidden[from + i]! * inverse * weight[i]!;
  }
  return out;
}
