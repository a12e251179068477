/**
 * Keys and values of the rows' own tokens. A token has one slot in every layer; slots are given out lowest first, so
 * that what is in use stays near the front, which is all that a run has to read.
 */
export class SlotPool {
  readonly #width: number;
  readonly #keys: Float32Array[];
  readonly #values: Float32Array[];
  /** In use or not, for each slot. Slot 0 is never given out: an empty input is not portable between kernels. */
  #used: boolean[] = [true];
  #capacity = 64;

  /** @param width K*D floats for each token and layer */
  constructor(layers: number, width: number) {
    this.#width = width;
    this.#keys = Array.from({ length: layers }, () => new Float32Array(this.#capacity * width));
    this.#values = Array.from({ length: layers }, () => new Float32Array(this.#capacity * width));
  }

  /** One more than the highest slot in use. */
  get length(): number {
    return this.#used.length;
  }

  /** [length, K*D] of one layer. */
  keys(layer: number): Float32Array {
    return this.#keys[layer]!.subarray(0, this.length * this.#width);
  }

  values(layer: number): Float32Array {
    return this.#values[layer]!.subarray(0, this.length * this.#width);
  }

  /** Keeps tokens `from` to `from + count` of a run's new keys and values [S, K*D]; returns their slots. */
  store(
    newKeys: readonly Float32Array[],
    newValues: readonly Float32Array[],
    from: number,
    count: number,
  ): number[] {
    const slots: number[] = [];
    let search = 1;
    for (let i = 0; i < count; i++) {
      while (this.#used[search] === true) search += 1;
      this.#used[search] = true;
      slots.push(search);
    }
    this.#reserve(this.#used.length);
    const width = this.#width;
    for (const [i, slot] of slots.entries()) {
      const source = (from + i) * width;
      for (const [layer, keys] of newKeys.entries()) {
        this.#keys[layer]!.set(keys.subarray(source, source + width), slot * width);
        this.#values[layer]!.set(newValues[layer]!.subarray(source, source + width), slot * width);
      }
    }
    return slots;
  }

  free(slots: readonly number[]): void {
    for (const slot of slots) this.#used[slot] = false;
    while (this.#used.at(-1) === false) this.#used.pop();
  }

  #reserve(slots: number): void {
    if (slots <= this.#capacity) return;
    this.#capacity = Math.max(slots, 2 * this.#capacity);
    for (const arrays of [this.#keys, this.#values]) {
      for (const [layer, array] of arrays.entries()) {
        const grown = new Float32Array(this.#capacity * this.#width);
        grown.set(array);
        arrays[layer] = grown;
      }
    }
  }
}
