/** The rarity of an answer that up to this share of the rows have. */
const MOST_RARE = 1;
const RARE_SHARE = Math.exp(-MOST_RARE);
/** So many rows of that share stand for what is not known yet. */
const UNKNOWN_ROWS = 3;

/** By then the shares are known, and the rest of a long column need not be remembered. */
const MOST_ROWS = 2_000;

const folded = (text: string): string => text.trim().toLowerCase();

/** What was answered in a column so far. An answer that most rows get says little about the row that it is given to. */
export class AnswerTally {
  readonly #answers = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /**
   * How seldom the other rows have the answer: the negative logarithm of their share, from 0, where all have it, to 1, where
   * at most 37 % do or no other row was answered.
   */
  rarity(inputs: readonly string[], answer: string): number {
    const own = this.#answers.get(JSON.stringify(inputs));
    const others = this.#answers.size - (own === undefined ? 0 : 1);
    const same = (this.#counts.get(folded(answer)) ?? 0) - (own === folded(answer) ? 1 : 0);
    const share = (same + UNKNOWN_ROWS * RARE_SHARE) / (others + UNKNOWN_ROWS);
    return Math.min(MOST_RARE, -Math.log(share));
  }

  /** Rows with the same inputs count once, with their last answer. */
  add(inputs: readonly string[], answer: string): void {
    const row = JSON.stringify(inputs);
    const before = this.#answers.get(row);
    if (before === undefined && this.#answers.size >= MOST_ROWS) return;
    if (before !== undefined) this.#counts.set(before, this.#counts.get(before)! - 1);
    this.#answers.set(row, folded(answer));
    this.#counts.set(folded(answer), (this.#counts.get(folded(answer)) ?? 0) + 1);
  }
}
