import type { RowView } from "./row-view.ts";
import { RULE_WORDS } from "./rule-words.ts";

/** What a part of a rule reads from, such as "the first time, rounded down to 30 minutes". */
export interface AtomSource {
  readonly id: string;
  /** Sources that differ by their offset only, as the two ends of a range do; null where there are no such others. */
  readonly family: string | null;
  /** Paid when a rule starts to read from it. */
  readonly cost: number;
}

/** The smallest part of a rule: makes one piece of the output from a row. */
export interface Atom {
  /** How far-fetched it is, in bits or so; lower is tried and shown first. */
  readonly cost: number;
  readonly source: AtomSource | null;
  /** In words, as a part of a sentence: "the 2nd word of column 1". */
  words(): string;
  /** What it makes of the examples, where its generator has found that out already. */
  readonly values?: readonly string[];
  /** The piece; null where the row has none. */
  evaluate(row: RowView): string | null;
}

/** The examples as the leaf generators see them. */
export interface Task {
  readonly rows: readonly RowView[];
  /** One for each row; never empty. */
  readonly outputs: readonly string[];
  readonly columns: number;
}

/** Atoms that could make a piece of the outputs. Those that make none are dropped by the caller. */
export type LeafGenerator = (task: Task) => Iterable<Atom>;

/** How a column is named in words; the only column needs no name. */
export function columnWords(column: number, columns: number): string {
  return columns === 1 ? "" : RULE_WORDS.ofColumn(column + 1);
}
