/**
 * Which slots of the KV cache are in use, and by how many. A slot holds the keys and values of one token in all layers;
 * slots are given out lowest first, so that the cache stays as short as it can.
 */
export class CacheSlots {
  readonly #users: number[] = [];
  #lowestFree = 0;

  /** One more than the highest slot that was ever in use. */
  get length(): number {
    return this.#users.length;
  }

  take(count: number): number[] {
    const slots: number[] = [];
    while (slots.length < count) {
      while ((this.#users[this.#lowestFree] ?? 0) > 0) this.#lowestFree += 1;
      this.#users[this.#lowestFree] = 1;
      slots.push(this.#lowestFree);
    }
    return slots;
  }

  /** One user more for each slot. */
  retain(slots: readonly number[]): void {
    for (const slot of slots) this.#users[slot]! += 1;
  }

  /** One user less for each slot. */
  free(slots: readonly number[]): void {
    for (const slot of slots) {
      this.#users[slot]! -= 1;
      if (this.#users[slot] === 0) this.#lowestFree = Math.min(this.#lowestFree, slot);
    }
  }
}
