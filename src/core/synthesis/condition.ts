import type { RowView } from "./row-view.ts";
import { columnWords } from "./atom.ts";
import { RULE_WORDS } from "./rule-words.ts";
import { spansOf, tokenClasses } from "./token-class.ts";

/** Tells two kinds of rows apart. */
export interface Condition {
  /** In words, after "if": "the text has “(”". */
  words(): string;
  readonly cost: number;
  holds(row: RowView): boolean;
}

/** Classes whose number in a text tells its kind. */
const COUNTED = ["digits", "word", "letters"];

function countConditions(rows: readonly RowView[], column: number, columns: number): readonly Condition[] {
  const marks = new Set(
    rows.flatMap((row) => (row.texts[column] ?? "").match(/[^\p{L}\d\s]|\p{L}{2,}/gu) ?? []),
  );
  const classes = [
    ...tokenClasses([]).filter(({ id }) => COUNTED.includes(id)),
    ...tokenClasses([[...marks].slice(0, 40).join(" ")]).filter(({ id }) => /^(mark|text) /.test(id)),
  ];
  return classes.flatMap((tokenClass) => {
    const counts = rows.map((row) => spansOf(row, column, tokenClass).length);
    const thresholds = [...new Set(counts)].toSorted((a, b) => a - b).slice(1);
    return thresholds.map((least) => ({
      words: () => RULE_WORDS.has(columnWords(column, columns), least, tokenClass.words()),
      cost: tokenClass.cost + 0.5 * (least - 1),
      holds: (row: RowView) => spansOf(row, column, tokenClass).length >= least,
    }));
  });
}

/** Conditions that hold for some of the rows only, the simplest first. */
export function conditionsFor(rows: readonly RowView[]): readonly Condition[] {
  const columns = rows[0]?.texts.length ?? 0;
  const found: Condition[] = [];
  for (let column = 0; column < columns; column++) {
    found.push(...countConditions(rows, column, columns));
  }
  return found.toSorted((a, b) => a.cost - b.cost);
}
