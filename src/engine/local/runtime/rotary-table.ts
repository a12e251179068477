/** Cosines and sines of one kind of rotary embedding, computed once for each position. */
export class RotaryTable {
  readonly #inverseFrequencies: Float64Array;
  #cosine = new Float32Array(0);
  #sine = new Float32Array(0);

  constructor(inverseFrequencies: Float64Array) {
    this.#inverseFrequencies = inverseFrequencies;
  }

  /** Returns cosines and sines [positions.length, D/2]. */
  lookUp(positions: readonly number[]): { cosine: Float32Array; sine: Float32Array } {
    const half = this.#inverseFrequencies.length;
    this.#grow(positions.reduce((largest, position) => Math.max(largest, position + 1), 0));
    const cosine = new Float32Array(positions.length * half);
    const sine = new Float32Array(positions.length * half);
    for (const [i, position] of positions.entries()) {
      cosine.set(this.#cosine.subarray(position * half, (position + 1) * half), i * half);
      sine.set(this.#sine.subarray(position * half, (position + 1) * half), i * half);
    }
    return { cosine, sine };
  }

  #grow(positions: number): void {
    const half = this.#inverseFrequencies.length;
    const known = this.#cosine.length / half;
    if (positions <= known) return;
    // At least doubling keeps the total work linear in the longest text.
    const target = Math.max(positions, 2 * known);
    const cosine = new Float32Array(target * half);
    const sine = new Float32Array(target * half);
    cosine.set(this.#cosine);
    sine.set(this.#sine);
    for (let position = known; position < target; position++) {
      for (let i = 0; i < half; i++) {
        const angle = position * this.#inverseFrequencies[i]!;
        cosine[position * half + i] = Math.cos(angle);
        sine[position * half + i] = Math.sin(angle);
      }
    }
    this.#cosine = cosine;
    this.#sine = sine;
  }
}
