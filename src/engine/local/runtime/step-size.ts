/** Sizes of packs that are compared, in rows: below the first, what a step costs besides its rows begins to count. */
const SIZES = [16, 32, 64] as const;
/** Tried first. */
const FIRST_SIZE = 32;
/** So many steps of a size must have been seen before it is compared. */
const ENOUGH_STEPS = 3;
/** So many are kept of each size: more would not see a machine that slows down. */
const KEPT_STEPS = 15;
/** A smaller pack that is this near to the best rate is taken: its rows come sooner, and it is cancelled sooner. */
const NEAR_BEST = 0.97;
/** A step is meant to be no longer: nothing is cancelled or put first while it runs. */
const MOST_STEP_MS = 400;
/** A size is not tried where its step is expected to be longer. */
const MOST_TRIAL_MS = 1.25 * MOST_STEP_MS;
/** Fewer tokens in a step would slow any kernel down. */
const LEAST_TOKENS = 128;

/** A step that was run. */
export interface StepCost {
  readonly rows: number;
  /** Tokens run and places scored, which cost about the same. */
  readonly work: number;
  /** From the end of the step before. */
  readonly milliseconds: number;
}

/**
 * How many rows and tokens go into a step: learned from what the steps of this device cost, while they answer. Begins with
 * a size in the middle, tries the next larger one while that is faster, and settles on the smallest that is nearly as
 * fast as the best. Smaller sizes are seen whenever a fill ends. Rates are of all steps kept together, with the time
 * between them: what else runs on the machine takes its share of short and of long steps.
 */
export class StepSize {
  readonly #mostTokens: number;
  readonly #steps = SIZES.map((): StepCost[] => []);
  #size: number = FIRST_SIZE;

  /** @param mostTokens that a step may have in any case */
  constructor(mostTokens: number) {
    this.#mostTokens = mostTokens;
  }

  /** Most rows of the next step. */
  get rows(): number {
    return this.#size;
  }

  /** Most tokens of the next step. */
  get tokens(): number {
    const steps = this.#steps[placeOf(this.#size)]!;
    if (steps.length === 0) return this.#mostTokens;
    const most = Math.floor(MOST_STEP_MS * rateOf(steps));
    return Math.max(LEAST_TOKENS, Math.min(this.#mostTokens, most));
  }

  add(step: StepCost): void {
    const steps = this.#steps[placeOf(step.rows)];
    if (steps === undefined) return;
    steps.push(step);
    if (steps.length > KEPT_STEPS) steps.shift();
    this.#size = this.#choose();
  }

  #choose(): number {
    const place = placeOf(this.#size);
    if (this.#steps[place]!.length < ENOUGH_STEPS) return this.#size;
    const seen = SIZES.flatMap((size, i) => {
      const steps = this.#steps[i]!;
      if (steps.length < ENOUGH_STEPS) return [];
      return [{ size, rate: rateOf(steps), milliseconds: millisecondsOf(steps) / steps.length }];
    });
    const short = seen.filter(({ milliseconds }) => milliseconds <= MOST_STEP_MS);
    // Where even what was seen is too long, the next smaller one is tried.
    if (short.length === 0) return SIZES[Math.max(0, placeOf(seen[0]!.size) - 1)]!;
    const best = Math.max(...short.map(({ rate }) => rate));
    const chosen = short.find(({ rate }) => rate >= NEAR_BEST * best)!;
    const next = SIZES[placeOf(chosen.size) + 1];
    const isLargest = chosen.size === seen.at(-1)!.size;
    if (next === undefined || !isLargest) return chosen.size;
    const smaller = seen.at(-2) ?? { size: 0, milliseconds: 0 };
    const each = (chosen.milliseconds - smaller.milliseconds) / (chosen.size - smaller.size);
    const expected = chosen.milliseconds + each * (next - chosen.size);
    return expected <= MOST_TRIAL_MS ? next : chosen.size;
  }
}

/** Place among SIZES of the largest that a pack of so many rows fills; -1 where it fills none. */
const placeOf = (rows: number): number => SIZES.findLastIndex((size) => size <= rows);

const millisecondsOf = (steps: readonly StepCost[]): number =>
  steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0);

const rateOf = (steps: readonly StepCost[]): number =>
  steps.reduce((sum, { work }) => sum + work, 0) / Math.max(millisecondsOf(steps), 1e-3);
