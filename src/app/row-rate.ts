/** Over how much time rows are counted. */
const WINDOW_MS = 5_000;

/** Below this span a rate would jump: the first rows of a batch end together. */
const LEAST_SPAN_MS = 250;

/** Rows a second over a sliding window. */
export class RowRate {
  readonly #nowMs: () => number;
  #startMs: number;
  #ends: number[] = [];

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#startMs = nowMs();
  }

  /** Work starts after a pause, which does not count. */
  restart(): void {
    this.#startMs = this.#nowMs();
    this.#ends = [];
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
    this.#ends = this.#ends.filter((end) => end > now - WINDOW_MS);
    const spanMs = Math.max(LEAST_SPAN_MS, Math.min(WINDOW_MS, now - this.#startMs));
    return (this.#ends.length / spanMs) * 1000;
  }
}
