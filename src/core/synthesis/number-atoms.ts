import type { Atom, AtomSource, LeafGenerator, Task } from "./atom.ts";
import { columnWords } from "./atom.ts";
import { formatCost, formatsFor, formatWords } from "./number-formats.ts";
import type { NumberRead } from "./number-text.ts";
import type { NumberChange } from "./number-changes.ts";
import { NUMBER_CHANGES, PLAIN_NUMBER } from "./number-changes.ts";
import { numbersIn, renderNumber } from "./number-text.ts";
import type { RowView } from "./row-view.ts";
import { RULE_WORDS } from "./rule-words.ts";

/** Numbers named from the left, and from the right. */
const FROM_LEFT = 6;
const FROM_RIGHT = 3;

interface NumberPlace {
  readonly column: number;
  /** From 1, or from -1 for the last. */
  readonly index: number;
}

function numberAt(row: RowView, { column, index }: NumberPlace): NumberRead | null {
  const text = row.texts[column] ?? "";
  const numbers = row.memo(`numbers ${column}`, () => numbersIn(text));
  return numbers.at(index > 0 ? index - 1 : index) ?? null;
}

function placesIn({ rows, columns }: Task): readonly NumberPlace[] {
  const places: NumberPlace[] = [];
  for (let column = 0; column < columns; column++) {
    for (let index = -FROM_RIGHT; index <= FROM_LEFT; index++) {
      if (index === 0) continue;
      const reads = rows.map((row) => numberAt(row, { column, index }));
      if (reads.some((read) => read === null)) continue;
      const isOnlyOne = rows.every((row) => numberAt(row, { column, index: 2 }) === null);
      if (isOnlyOne && index !== 1) continue;
      places.push({ column, index });
    }
  }
  return places;
}

function placeCost({ index }: NumberPlace): number {
  return 1.2 + 0.3 * (Math.abs(index) - 1) + (index < 0 ? 0.15 : 0);
}

/** The values that the numbers of an output may stand for, with a point or a comma before their decimals. */
function valuesIn(output: string): ReadonlySet<number> {
  const values = new Set<number>();
  for (const run of output.match(/\d[\d.,  ]*/gu) ?? []) {
    const texts = [run, ...run.split(/[^\d.]+/), ...run.split(/[^\d,]+/), ...run.split(/\D+/)];
    for (const text of texts) {
      const point = Number(text.replace(/[,  ]/g, "").replace(/\.$/, ""));
      const comma = Number(text.replace(/[.  ]/g, "").replace(/,$/, "").replace(",", "."));
      values.add(point).add(comma);
    }
  }
  return values;
}

/** True where every changed number stands in its output, and a change does something in one of them. */
function isVisible(
  change: NumberChange,
  reads: readonly NumberRead[],
  known: readonly ReadonlySet<number>[],
): boolean {
  const values: number[] = [];
  for (const [index, read] of reads.entries()) {
    const { value } = change.apply(read);
    if (!known[index]!.has(Math.abs(value))) return false;
    values.push(value);
  }
  if (change === PLAIN_NUMBER) return true;
  // What brings different numbers to one value is better said by a constant.
  const isFlat = new Set(values).size === 1 && new Set(reads.map(({ value }) => value)).size > 1;
  return !isFlat && values.some((value, index) => value !== reads[index]!.value);
}

/** Numbers of the input, scaled, rounded and written anew. */
export const numberAtoms: LeafGenerator = function* (task) {
  const known = task.outputs.map(valuesIn);
  if (known.some((values) => values.size === 0)) return;
  const formats = formatsFor(task.outputs);
  for (const place of placesIn(task)) {
    const reads = task.rows.map((row) => numberAt(row, place)!);
    for (const change of NUMBER_CHANGES) {
      if (!isVisible(change, reads, known)) continue;
      const name = () =>
        RULE_WORDS.nth(place.index, RULE_WORDS.numbers.number) + columnWords(place.column, task.columns);
      const base = `number ${place.column} ${place.index}`;
      const source: AtomSource = {
        id: `${base} ${change.id}`,
        family: change.family && `${base} ${change.family}`,
        cost: placeCost(place) + change.cost,
      };
      for (const format of formats) {
        const atom: Atom = {
          cost: 0.5 + formatCost(format),
          source,
          words: () => `${name()}${change.words()}${formatWords(format)}`,
          evaluate(row) {
            const read = numberAt(row, place);
            return read && renderNumber(change.apply(read), format);
          },
        };
        yield atom;
      }
    }
  }
};
