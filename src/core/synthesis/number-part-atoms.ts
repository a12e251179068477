import type { Atom, LeafGenerator, Task } from "./atom.ts";
import { columnWords } from "./atom.ts";
import type { RowView } from "./row-view.ts";
import { RULE_WORDS } from "./rule-words.ts";

interface NumberPart {
  words(): string;
  /** Fills up the part to a width. */
  fill(part: string, width: number): string;
  /** Which part of "12.50" it is: 1 before the point, 2 after it. */
  readonly group: 1 | 2;
}

const PARTS: readonly NumberPart[] = [
  { words: () => RULE_WORDS.numbers.whole, group: 1, fill: (part, width) => part.padStart(width, " ") },
  { words: () => RULE_WORDS.numbers.decimals, group: 2, fill: (part, width) => part.padEnd(width, " ") },
  {
    words: () => RULE_WORDS.numbers.decimalsWithZeros,
    group: 2,
    fill: (part, width) => part.padEnd(width, "0"),
  },
];

const WIDEST = 8;
const INDICES = [1, 2, 3, -1];

function numbersAt(row: RowView, column: number): readonly RegExpMatchArray[] {
  const text = row.texts[column] ?? "";
  return row.memo(`number parts ${column}`, () => [...text.matchAll(/(\d+)(?:\.(\d+))?/gu)]);
}

function partAtom(task: Task, column: number, index: number, part: NumberPart, width: number): Atom {
  return {
    cost: 2.2 + 0.3 * (Math.abs(index) - 1),
    source: null,
    words() {
      const { nth, numbers } = RULE_WORDS;
      const name = nth(index, numbers.number) + columnWords(column, task.columns);
      return numbers.part(part.words(), name, width);
    },
    evaluate(row) {
      const match = numbersAt(row, column).at(index > 0 ? index - 1 : index);
      return match ? part.fill(match[part.group] ?? "", width) : null;
    },
  };
}

/** The digits before and after a number's point, filled up so that points stand below each other. */
export const numberPartAtoms: LeafGenerator = function* (task) {
  for (let column = 0; column < task.columns; column++) {
    for (const index of INDICES) {
      for (const part of PARTS) {
        for (let width = 2; width <= WIDEST; width++) yield partAtom(task, column, index, part, width);
      }
    }
  }
};
