/** Over how much time rows are counted. */
const WINDOW_MS = 5_000;

/** Below this span a rate would jump: the first rows of a batch end together. */
const LEAST_SPAN_MS = 250;

/** Rows a second over a sliding window. */
export class RowRate {
  readonly #nowMs: () => number;
  #startMs: number;
  /** When rows ended, oldest first; those before `#first` are out of the window. */
  #ends: number[] = [];
  #first = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#startMs = nowMs();
  }

  /** Work starts after a pause, which does not count. */
  restart(): void {
    this.#startMs = this.#nowMs();
    this.#ends = [];
    this.#first = 0;
  }

  /** Counts a row that ended now and gives the rate. */
  add(): number {
    this.#ends.push(this.#nowMs());
    return this.#rate();
  }

  /** The rate now; null before the first row. */
  current(): number | null {
    return this.#ends.length === 0 ? null : this.#rate();
  }

  #rate(): number {
    const now = this.#nowMs();
    // The clock was set back: what was counted by the other one says nothing.
    if (now < this.#startMs || now < this.#ends.at(-1)!) {
      this.#startMs = now;
      this.#ends = [now];
      this.#first = 0;
    }
    while (this.#first < this.#ends.length && this.#ends[this.#first]! <= now - WINDOW_MS) this.#first++;
    // Thousands of rows may end within the window, so the list is cut now and then, not at each row.
    if (this.#first * 2 > this.#ends.length) {
      this.#ends = this.#ends.slice(this.#first);
      this.#first = 0;
    }
    const spanMs = Math.max(LEAST_SPAN_MS, Math.min(WINDOW_MS, now - this.#startMs));
    return ((this.#ends.length - this.#first) / spanMs) * 1000;
  }
}
