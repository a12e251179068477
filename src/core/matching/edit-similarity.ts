import { distance } from "fastest-levenshtein";

/** Words that agree in any order count a little less than the same text. */
const WORDS_WEIGHT = 0.9;

/** Longer texts are compared by their beginnings: the time grows with the square of the length. */
const MOST_CHARACTERS = 256;

/** A text without case, accents and marks, its words parted by one space. */
export function foldedText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** 1 for equal texts, 0 for texts without a character in common: the share of characters that need no edit. */
function characterSimilarity(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 1 : 1 - distance(one, other) / longest;
}

/** How much of each text's characters stands in words that the other has too, however they are ordered. */
function wordSimilarity(words: readonly string[], others: readonly string[]): number {
  let [found, all] = [0, 0];
  for (const word of words) {
    found += word.length * Math.max(...others.map((other) => characterSimilarity(word, other)));
    all += word.length;
  }
  return found / all;
}

/** What of a text is compared. */
export interface Spelling {
  readonly folded: string;
  readonly words: readonly string[];
  /** The words in the order of the alphabet. */
  readonly sorted: string;
}

export function spellingOf(text: string): Spelling {
  const folded = foldedText(text.slice(0, MOST_CHARACTERS));
  const words = folded === "" ? [] : folded.split(" ");
  return { folded, words, sorted: words.toSorted().join(" ") };
}

/**
 * How alike two texts are written, between 0 and 1: by edits of characters (Levenshtein 1966) in the whole, with the
 * words sorted, or word by word, whichever is best for them. Case, accents and marks do not count.
 */
export function similarity(one: Spelling, other: Spelling): number {
  if (one.folded === "" || other.folded === "") return one.folded === other.folded ? 1 : 0;
  return Math.max(
    characterSimilarity(one.folded, other.folded),
    characterSimilarity(one.sorted, other.sorted),
    WORDS_WEIGHT * wordSimilarity(one.words, other.words),
  );
}

/** As `similarity`, of two texts. */
export const editSimilarity = (one: string, other: string): number =>
  similarity(spellingOf(one), spellingOf(other));
