/**
 * Priority queue of merges of two neighbouring symbols: highest score first, leftmost first among equals. A binary heap
 * in typed arrays that grow as needed, so that reuse allocates nothing.
 */
export class MergeQueue {
  #size = 0;
  #scores = new Float64Array(256);
  #lefts = new Int32Array(256);
  #ends = new Int32Array(256);
  #ids = new Int32Array(256);

  get size(): number {
    return this.#size;
  }

  /** Index of the left symbol of the best merge. The queue must not be empty. */
  get left(): number {
    return this.#lefts[0]!;
  }

  /** Where the text of the best merge ends. */
  get end(): number {
    return this.#ends[0]!;
  }

  /** The token that the best merge makes. */
  get id(): number {
    return this.#ids[0]!;
  }

  push(score: number, left: number, end: number, id: number): void {
    if (this.#size === this.#scores.length) this.#grow();
    let place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#goesBefore(score, left, parent)) break;
      this.#copy(parent, place);
      place = parent;
    }
    this.#put(place, score, left, end, id);
  }

  /** Removes the best merge. */
  pop(): void {
    const size = --this.#size;
    const score = this.#scores[size]!;
    const left = this.#lefts[size]!;
    const end = this.#ends[size]!;
    const id = this.#ids[size]!;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#goesBefore(this.#scores[child + 1]!, this.#lefts[child + 1]!, child))
        child++;
      if (this.#goesBefore(score, left, child)) break;
      this.#copy(child, place);
      place = child;
    }
    this.#put(place, score, left, end, id);
  }

  #goesBefore(score: number, left: number, other: number): boolean {
    const otherScore = this.#scores[other]!;
    return score > otherScore || (score === otherScore && left < this.#lefts[other]!);
  }

  #copy(from: number, to: number): void {
    this.#put(to, this.#scores[from]!, this.#lefts[from]!, this.#ends[from]!, this.#ids[from]!);
  }

  #put(place: number, score: number, left: number, end: number, id: number): void {
    this.#scores[place] = score;
    this.#lefts[place] = left;
    this.#ends[place] = end;
    this.#ids[place] = id;
  }

  #grow(): void {
    const length = 2 * this.#scores.length;
    const scores = new Float64Array(length);
    scores.set(this.#scores);
    this.#scores = scores;
    this.#lefts = grown(this.#lefts, length);
    this.#ends = grown(this.#ends, length);
    this.#ids = grown(this.#ids, length);
  }
}

function grown(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
