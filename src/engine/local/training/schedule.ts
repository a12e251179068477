/** Steps over which the learning rate rises to its full height. */
const WARM_UP_STEPS = 10;
/** Share of the full rate at the last step. */
const LAST_SHARE = 0.1;

/**
 * Warm-up, then half a cosine. step: from 0. Returns the part of the full learning rate, above 0 and at most 1.
 * Source: Loshchilov and Hutter 2017, https://arxiv.org/abs/1608.03983
 */
export function learningRateShare(step: number, steps: number): number {
  const warmUp = Math.min(1, (step + 1) / WARM_UP_STEPS);
  const decay = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, step / steps)));
  return warmUp * (LAST_SHARE + (1 - LAST_SHARE) * decay);
}

/** Below this loss, in nats, the texts are learned: the answer's tokens together are likelier than 95 %. */
const LEARNED_LOSS = 0.01;
/** Epochs without a new best that are waited for. */
const PATIENCE = 4;

/** Says after each epoch whether it was the best, and whether more would help. */
export class TeachingEnd {
  #best = Infinity;
  #waited = 0;
  #isReached = false;

  get isReached(): boolean {
    return this.#isReached;
  }

  /** loss: of the texts that are trained on; heldBack: of those that are not, null where there are none. */
  isBest(loss: number, heldBack: number | null): boolean {
    const measure = heldBack ?? loss;
    const isBest = measure < this.#best;
    this.#best = Math.min(this.#best, measure);
    this.#waited = isBest ? 0 : this.#waited + 1;
    this.#isReached = loss < LEARNED_LOSS || (heldBack !== null && this.#waited >= PATIENCE);
    return isBest;
  }
}
