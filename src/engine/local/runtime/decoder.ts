import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";

/** Tokens whose keys and values are there. */
export interface Prefix {
  readonly tokens: readonly number[];
}

/** What one row contributes to a packed run. */
export interface PackedRow {
  /** Ids to run now: prompt tokens at first, then one a step. */
  readonly tokens: readonly number[];
  /** Slots of the row's earlier own tokens, oldest first. */
  readonly slots: readonly number[];
  /** How many tokens of the prefix the row sees, from the first. */
  readonly prefixLength: number;
  /** Places among `tokens` whose hidden states are wanted, ascending. Left out: the last. */
  readonly wanted?: readonly number[];
}

export interface RowsRun {
  /** [wanted, hidden]: hidden states of each row's wanted tokens, before the last norm. */
  readonly hidden: Float32Array;
  /** The slots that each row's new tokens now have. */
  readonly slots: number[][];
}

/** Position of the row's first token of this run. */
export const firstPosition = (row: PackedRow): number => row.prefixLength + row.slots.length;

/** A model that is ready to run: packed rows through its layers, and hidden states to scores of the next token. */
export interface Decoder {
  readonly recipe: DecoderRecipe;
  /**
   * Prefill: runs the tokens once, for rows that share them. `between` is awaited between chunks. Whoever asked for a
   * prefix gives it back by freePrefix.
   */
  runPrefix(tokens: readonly number[], between: () => Promise<void>): Promise<Prefix>;
  freePrefix(prefix: Prefix): void;
  /** Runs the rows' tokens, behind a prefix of this decoder's. */
  runRows(prefix: Prefix, rows: readonly PackedRow[]): Promise<RowsRun>;
  /** Gives back the slots of a row that has ended. */
  free(slots: readonly number[]): void;
  /** Scores of the next token. hidden: [N, hidden] as runRows gives them; wanted: [N]. */
  score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]>;
  /** Hidden states after the last norm. hidden: [N, hidden] as runRows gives them. */
  normed(hidden: Float32Array): Float32Array;
  /** Whether only one thread works at a time. Left out where there never is another. */
  setAlone?(isAlone: boolean): void;
  release(): Promise<void>;
}
