import type { Job } from "./job.ts";
import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";

/**
 * A place among a row's pending tokens that matters, and what of the next token's scores; null for its hidden state
 * alone.
 */
export interface WantedPlace {
  readonly place: number;
  readonly wish: WantedScores | null;
}

/** One job on its way through the model: what it has read and what comes next. */
export interface PackRow {
  readonly job: Job;
  /** How many tokens of the group's prefix this row begins with. */
  readonly prefixLength: number;
  /** Slots of the own tokens that the model has read. */
  readonly slots: readonly number[];
  /** Tokens that the model has still to read; never empty between steps. */
  readonly pending: readonly number[];
  /** Places among the next `count` pending tokens, ascending. */
  wanted(count: number): readonly WantedPlace[];
  /** The model has read the first `slots.length` pending tokens. states: [wanted, hidden] before the last norm. */
  read(slots: readonly number[], states: Float32Array): void;
  /**
   * Takes the scores of the places with a wish of a step, in order. Ends its job and returns true when there is nothing
   * more to do.
   */
  advance(scores: readonly TokenScores[]): boolean;
}
