import type { RowView } from "./row-view.ts";

/** A kind of token whose borders are positions worth naming. */
export interface TokenClass {
  readonly id: string;
  /** In words, one of them: "word". */
  readonly words: string;
  readonly cost: number;
  /** Global, with the u flag. */
  readonly pattern: RegExp;
}

/** Start and end of each match. */
export type Spans = readonly (readonly [start: number, end: number])[];

/** Matches beyond this many in one text are not looked at. */
const MATCH_LIMIT = 400;

const FIXED_CLASSES: readonly TokenClass[] = [
  { id: "digits", words: "group of digits", cost: 0.6, pattern: /\d+/gu },
  { id: "word", words: "word", cost: 0.6, pattern: /\S+/gu },
  { id: "letters", words: "group of letters", cost: 0.7, pattern: /\p{L}+/gu },
  { id: "alphanumeric", words: "group of letters and digits", cost: 0.8, pattern: /[\p{L}\d]+/gu },
  { id: "space", words: "space", cost: 0.8, pattern: /\s+/gu },
  { id: "capitals", words: "group of capitals", cost: 1.1, pattern: /\p{Lu}+/gu },
  { id: "proper", words: "capitalised word", cost: 1.1, pattern: /\p{Lu}\p{Ll}+/gu },
  { id: "small", words: "group of small letters", cost: 1.3, pattern: /\p{Ll}+/gu },
  { id: "code", words: "group of digits with marks inside", cost: 1, pattern: /\d+(?:[-./:]\d+)+/gu },
  { id: "decimal", words: "number", cost: 0.9, pattern: /\d+(?:[.,]\d+)*/gu },
];

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Punctuation that stands in every one of the texts, and words that do. */
function sharedTokens(texts: readonly string[], pattern: RegExp): readonly string[] {
  const [first = "", ...others] = texts;
  const found = new Set(first.match(pattern) ?? []);
  return [...found].filter((token) => others.every((text) => text.includes(token)));
}

/** The classes that may part these texts: the fixed ones, and one for each punctuation mark and word all of them have. */
export function tokenClasses(texts: readonly string[]): readonly TokenClass[] {
  const marks = sharedTokens(texts, /[^\p{L}\d\s]/gu).slice(0, 12);
  const words = sharedTokens(texts, /[\p{L}]{2,}/gu).slice(0, 8);
  return [
    ...FIXED_CLASSES,
    ...marks.map((mark) => ({
      id: `mark ${mark}`,
      words: `“${mark}”`,
      cost: 0.6,
      pattern: new RegExp(escaped(mark), "gu"),
    })),
    ...marks.map((mark) => ({
      id: `spaced ${mark}`,
      words: `“${mark}” with the spaces around it`,
      cost: 0.7,
      pattern: new RegExp(`\\s*${escaped(mark)}\\s*`, "gu"),
    })),
    ...marks.map((mark) => ({
      id: `word with ${mark}`,
      words: `word with “${mark}” in it`,
      cost: 0.8,
      pattern: new RegExp(`\\S*${escaped(mark)}\\S*`, "gu"),
    })),
    ...words.map((word) => ({
      id: `text ${word}`,
      words: `“${word}”`,
      cost: 1,
      pattern: new RegExp(escaped(word), "gu"),
    })),
  ];
}

/** Where the class matches in a column of the row. */
export function spansOf(row: RowView, column: number, { id, pattern }: TokenClass): Spans {
  return row.memo(`spans ${column} ${id}`, () => {
    const spans: [number, number][] = [];
    for (const match of (row.texts[column] ?? "").matchAll(pattern)) {
      if (spans.push([match.index, match.index + match[0].length]) >= MATCH_LIMIT) break;
    }
    return spans;
  });
}
