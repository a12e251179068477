import { RULE_WORDS } from "./rule-words.ts";

/** A change of case. */
export interface LetterCase {
  readonly id: string;
  /** In words, after a piece of text. */
  words(): string;
  readonly cost: number;
  apply(text: string): string;
}

const title = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\p{L}[\p{L}\p{M}'’]*/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1));

/** The first that explains the examples is taken. */
export const LETTER_CASES: readonly LetterCase[] = [
  { id: "as it is", words: () => RULE_WORDS.cases.same, cost: 0, apply: (text) => text },
  { id: "lower", words: () => RULE_WORDS.cases.lower, cost: 0.8, apply: (text) => text.toLowerCase() },
  { id: "upper", words: () => RULE_WORDS.cases.upper, cost: 0.8, apply: (text) => text.toUpperCase() },
  { id: "title", words: () => RULE_WORDS.cases.title, cost: 0.8, apply: title },
  {
    id: "sentence",
    words: () => RULE_WORDS.cases.sentence,
    cost: 1,
    apply: (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase(),
  },
  {
    id: "capital first",
    words: () => RULE_WORDS.cases.capitalFirst,
    cost: 1.2,
    apply: (text) => text.slice(0, 1).toUpperCase() + text.slice(1),
  },
];
