import type { ExampleSet } from "../examples/example-set.ts";

/** An answer that no more of the rows have is rare, whatever the examples are. */
const RARE_SHARE = Math.exp(-1);
/** So many rows with the expected share stand for what is not known yet. */
const UNKNOWN_ROWS = 3;
/** So many examples with other answers are added to those that are there. */
const OTHER_EXAMPLES = 2;

/** By then the shares are known, and the rest of a long column need not be remembered. */
const MOST_ROWS = 2_000;

const folded = (text: string): string => text.trim().toLowerCase();

const addTo = (counts: Map<string, number>, answer: string, count: number): Map<string, number> =>
  counts.set(answer, (counts.get(answer) ?? 0) + count);

/**
 * What was answered in a column so far. An answer that more rows get than its examples let expect is what the model
 * says where it does not know.
 */
export class AnswerTally {
  readonly #ofExamples = new Map<string, number>();
  readonly #examples: number;
  readonly #answers = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** examples: of the column. */
  constructor({ examples }: Pick<ExampleSet, "examples">) {
    this.#examples = examples.length;
    for (const { output } of examples) addTo(this.#ofExamples, folded(output), 1);
  }

  /**
   * How seldom the other rows have the answer: 1 where their share is at most 37 % or what the examples let expect,
   * less by the natural logarithm of how many times as large it is, at least 0. The first row's is 1.
   */
  rarity(inputs: readonly string[], answer: string): number {
    const own = this.#answers.get(JSON.stringify(inputs));
    const others = this.#answers.size - (own === undefined ? 0 : 1);
    const same = (this.#counts.get(folded(answer)) ?? 0) - (own === folded(answer) ? 1 : 0);
    const ofExamples = (this.#ofExamples.get(folded(answer)) ?? 0) / (this.#examples + OTHER_EXAMPLES);
    const expected = Math.max(RARE_SHARE, ofExamples);
    const share = (same + UNKNOWN_ROWS * expected) / (others + UNKNOWN_ROWS);
    return Math.min(1, Math.max(0, 1 - Math.log(share / expected)));
  }

  /** Rows with the same inputs count once, with their last answer. */
  add(inputs: readonly string[], answer: string): void {
    const row = JSON.stringify(inputs);
    const before = this.#answers.get(row);
    if (before === undefined && this.#answers.size >= MOST_ROWS) return;
    if (before !== undefined) addTo(this.#counts, before, -1);
    this.#answers.set(row, folded(answer));
    addTo(this.#counts, folded(answer), 1);
  }
}
