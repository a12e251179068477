/** The norm of a decoder's last hidden states: [N, hidden] to [N, hidden]. */
export type LastNorm = (hidden: Float32Array) => Float32Array;

/** RMS norm. weights: [hidden]. Source: Zhang and Sennrich 2019, https://arxiv.org/abs/1910.07467 */
export function lastNorm(weights: Float32Array, epsilon: number): LastNorm {
  const width = weights.length;
  return (hidden) => {
    const out = new Float32Array(hidden.length);
    for (let from = 0; from < hidden.length; from += width) {
      let squares = 0;
      for (let i = 0; i < width; i++) squares += hidden[from + i]! ** 2;
      const inverse = 1 / Math.sqrt(squares / width + epsilon);
      for (let i = 0; i < width; i++) out[from + i] = hidden[from + i]! * inverse * weights[i]!;
    }
    return out;
  };
}
