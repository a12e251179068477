import { uniformAt } from "../src/core/sampling/counter-random.ts";

/** Random choices, the same ones for the same seed. */
export class Draws {
  readonly #seed: number;
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Between 0 and 1, without 1. */
  share(): number {
    return uniformAt(this.#seed, this.#count++);
  }

  /** A whole number from 0 to limit - 1. */
  below(limit: number): number {
    return Math.floor(this.share() * limit);
  }

  any<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!;
  }

  /** One of the values, the more likely the greater its weight. */
  weighted<Value extends { readonly weight: number }>(values: readonly Value[]): Value {
    let left = this.share() * values.reduce((sum, { weight }) => sum + weight, 0);
    return values.find(({ weight }) => (left -= weight) < 0) ?? values.at(-1)!;
  }
}
