/** A change of case. */
export interface LetterCase {
  readonly id: string;
  /** In words, after a piece of text. */
  readonly words: string;
  readonly cost: number;
  apply(text: string): string;
}

const title = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\p{L}[\p{L}\p{M}'’]*/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1));

/** The first that explains the examples is taken. */
export const LETTER_CASES: readonly LetterCase[] = [
  { id: "as it is", words: "", cost: 0, apply: (text) => text },
  { id: "lower", words: " in small letters", cost: 0.8, apply: (text) => text.toLowerCase() },
  { id: "upper", words: " in capitals", cost: 0.8, apply: (text) => text.toUpperCase() },
  { id: "title", words: " with each word capitalised", cost: 0.8, apply: title },
  {
    id: "sentence",
    words: " with a capital first and small letters after it",
    cost: 1,
    apply: (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase(),
  },
  {
    id: "capital first",
    words: " with a capital first",
    cost: 1.2,
    apply: (text) => text.slice(0, 1).toUpperCase() + text.slice(1),
  },
];
