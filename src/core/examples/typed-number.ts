import type { Language } from "../language/language.ts";
import type { PercentSign } from "./date-format.ts";

/** A point before decimals, as the sheet's own notation has it; no number begins with a zero for nothing. */
const PLAIN = /^[+-]?(0|[1-9]\d*)(\.\d+)?$/;
const EXPONENT = /^[+-]?\d(\.\d+)?e[+-]?\d+$/i;

/** With groups of three, or an exponent, and the language's decimal sign. */
const LOCAL = {
  en: {
    text: /^[+-]?(([1-9]\d{0,2}(,\d{3})+|0|[1-9]\d*)(\.\d+)?|\d(\.\d+)?e[+-]?\d+)$/i,
    group: ",",
    decimal: ".",
  },
  de: {
    text: /^[+-]?(([1-9]\d{0,2}(\.\d{3})+|0|[1-9]\d*)(,\d+)?|\d(,\d+)?e[+-]?\d+)$/i,
    group: ".",
    decimal: ",",
  },
} as const satisfies Record<Language, object>;

const PERCENT = /^(.*\S)\s*%$/;

/** What is known of the column into which a number is typed. */
export interface NumberColumn {
  /** Numbers that stand in it. */
  readonly numbers: readonly number[];
  /** How its cells show numbers with a percent sign; null where they show none. */
  readonly percentSign: PercentSign | null;
}

/** The number that a text is, written plainly; null where it is another text. */
export const plainNumber = (text: string): number | null => finite(PLAIN.test(text) ? Number(text) : null);

/**
 * The numbers that a person may mean by a text in a column of numbers: none where it is no number, and two where it can
 * be read in two ways of which the column shows neither to be wrong. Read as the language writes numbers ("1,250.5",
 * "1.250,5"), plainly ("1250.5"), and with a percent sign.
 */
export function typedNumbers(text: string, language: Language, column: NumberColumn): readonly number[] {
  const percent = PERCENT.exec(text)?.[1];
  if (percent === undefined) return inOneWay(readings(text, language), column);
  const numbers = inOneWay(readings(percent, language), column);
  if (column.percentSign === "literal") return numbers;
  const isShare = column.percentSign === "scales" || column.numbers.every((number) => Math.abs(number) <= 1);
  const shares = numbers.flatMap((number) => {
    // Two steps of rounding would show.
    const share = Number((number / 100).toPrecision(15));
    return isShare ? [share] : [share, number];
  });
  return [...new Set(shares)];
}

/**
 * Whether only other numbers of its column can tell which number a text is. percentSign: of the cell into which it is
 * typed.
 */
export function isLeftToColumn(text: string, language: Language, percentSign: PercentSign | null): boolean {
  const percent = PERCENT.exec(text)?.[1];
  const { length } = readings(percent ?? text, language);
  return length > 1 || (length > 0 && percent !== undefined && percentSign === null);
}

function readings(text: string, language: Language): readonly number[] {
  const { text: form, group, decimal } = LOCAL[language];
  const local = form.test(text) ? finite(Number(text.replaceAll(group, "").replace(decimal, "."))) : null;
  const plain = EXPONENT.test(text) ? finite(Number(text)) : plainNumber(text);
  return [...new Set([local, plain])].filter((number) => number !== null);
}

/** No cell holds a number that is too large to be written. */
function finite(number: number | null): number | null {
  return number !== null && Number.isFinite(number) ? number : null;
}

/** "1.250" is a thousand and more in German, but not to the sheet: among whole numbers only the first can be meant. */
function inOneWay(numbers: readonly number[], column: NumberColumn): readonly number[] {
  return numbers.length > 1 && column.numbers.every(Number.isInteger) ? numbers.slice(0, 1) : numbers;
}
