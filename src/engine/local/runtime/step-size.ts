/** Sizes of packs, in rows. */
const SIZES = [16, 48, 128] as const;
/** Tried first: at this many rows what a step costs besides its rows hardly counts on a processor. */
const FIRST_SIZE = 48;
/** A step is meant to be no longer: nothing is cancelled or put first while it runs. */
const MOST_STEP_MS = 1_000;
/**
 * The largest pack is taken where its step is expected to be no longer: a device so fast spends its time on the steps
 * themselves.
 */
const SHORT_STEP_MS = 200;
/**
 * The first one comes back after a slow moment where its step is expected to be no longer, and so far from too long.
 */
const USUAL_STEP_MS = MOST_STEP_MS / 2;
/** So many steps with all rows must have been seen before the size changes. */
const ENOUGH_STEPS = 3;
/** So many are looked at: more would not see a machine that slows down. */
const KEPT_STEPS = 9;

/**
 * How many rows go into a step, learned from what full steps of this device cost while they answer. The more rows, the
 * less of a step is spent on what it costs besides them; so the pack is as large as keeps its steps short.
 */
export class StepSize {
  #place: number = SIZES.indexOf(FIRST_SIZE);
  #milliseconds: number[] = [];

  /** Most rows of the next step. */
  get rows(): number {
    return SIZES[this.#place]!;
  }

  /** A step was run. milliseconds: from the end of the step before */
  add(rows: number, milliseconds: number): void {
    // What a pack with room left costs says little of a full one.
    if (rows < this.rows) return;
    this.#milliseconds = [...this.#milliseconds, milliseconds].slice(-KEPT_STEPS);
    if (this.#milliseconds.length < ENOUGH_STEPS) return;
    const mean = this.#milliseconds.reduce((sum, each) => sum + each, 0) / this.#milliseconds.length;
    const larger = SIZES[this.#place + 1];
    if (mean > MOST_STEP_MS && this.#place > 0) this.#take(this.#place - 1);
    else if (larger !== undefined && (mean * larger) / this.rows <= mostOf(larger))
      this.#take(this.#place + 1);
  }

  #take(place: number): void {
    this.#place = place;
    this.#milliseconds = [];
  }
}

/** Milliseconds that the step of a larger pack is expected to take at most where that pack is taken. */
const mostOf = (rows: number): number => (rows > FIRST_SIZE ? SHORT_STEP_MS : USUAL_STEP_MS);
