import type { RowView } from "./row-view.ts";
import { RULE_WORDS, type RuleWords } from "./rule-words.ts";

/** A kind of token whose borders are positions worth naming. */
export interface TokenClass {
  readonly id: string;
  /** In words, one of them: "word". */
  words(): string;
  readonly cost: number;
  /** Global, with the u flag. */
  readonly pattern: RegExp;
}

/** Start and end of each match. */
export type Spans = readonly (readonly [start: number, end: number])[];

/** Matches beyond this many in one text are not looked at. */
const MATCH_LIMIT = 400;

type FixedClass = Exclude<keyof RuleWords["tokens"], "mark" | "spacedMark" | "wordWith">;

const fixedClass = (id: FixedClass, cost: number, pattern: RegExp): TokenClass => ({
  id,
  words: () => RULE_WORDS.tokens[id],
  cost,
  pattern,
});

const FIXED_CLASSES: readonly TokenClass[] = [
  fixedClass("digits", 0.6, /\d+/gu),
  fixedClass("word", 0.6, /\S+/gu),
  fixedClass("letters", 0.7, /\p{L}+/gu),
  fixedClass("alphanumeric", 0.8, /[\p{L}\d]+/gu),
  fixedClass("space", 0.8, /\s+/gu),
  fixedClass("capitals", 1.1, /\p{Lu}+/gu),
  fixedClass("proper", 1.1, /\p{Lu}\p{Ll}+/gu),
  fixedClass("small", 1.3, /\p{Ll}+/gu),
  fixedClass("code", 1, /\d+(?:[-./:]\d+)+/gu),
  fixedClass("decimal", 0.9, /\d+(?:[.,]\d+)*/gu),
];

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Punctuation that stands in every one of the texts, and words that do. */
function sharedTokens(texts: readonly string[], pattern: RegExp): readonly string[] {
  const [first = "", ...others] = texts;
  const found = new Set(first.match(pattern) ?? []);
  return [...found].filter((token) => others.every((text) => text.includes(token)));
}

/**
 * The classes that may part these texts: the fixed ones, and one for each punctuation mark and word all of them have.
 */
export function tokenClasses(texts: readonly string[]): readonly TokenClass[] {
  const marks = sharedTokens(texts, /[^\p{L}\d\s]/gu).slice(0, 12);
  const words = sharedTokens(texts, /[\p{L}]{2,}/gu).slice(0, 8);
  return [
    ...FIXED_CLASSES,
    ...marks.map((mark) => ({
      id: `mark ${mark}`,
      words: () => RULE_WORDS.tokens.mark(mark),
      cost: 0.6,
      pattern: new RegExp(escaped(mark), "gu"),
    })),
    ...marks.map((mark) => ({
      id: `spaced ${mark}`,
      words: () => RULE_WORDS.tokens.spacedMark(mark),
      cost: 0.7,
      pattern: new RegExp(`\\s*${escaped(mark)}\\s*`, "gu"),
    })),
    ...marks.map((mark) => ({
      id: `word with ${mark}`,
      words: () => RULE_WORDS.tokens.wordWith(mark),
      cost: 0.8,
      pattern: new RegExp(`\\S*${escaped(mark)}\\S*`, "gu"),
    })),
    ...words.map((word) => ({
      id: `text ${word}`,
      words: () => RULE_WORDS.tokens.mark(word),
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
