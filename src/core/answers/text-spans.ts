import type { AnswerRule } from "./answer-rule.ts";

/** Longer stretches are sentences, not facts. */
const MOST_WORDS = 8;
/** The stretches of a longer text are too many to cut into tokens; any answer is allowed then. */
const MOST_TEXT_WORDS = 120;

const BEFORE = /^[\s"'“”‘’«»([{<,;:.!?]+/u;
const AFTER = /[\s"'“”‘’«»)\]}>,;:.!?]+$/u;

/**
 * Every stretch of one to eight words of a text, without the punctuation around it; each once, in order. None for a
 * text of more than 120 words.
 */
export function textSpans(text: string): readonly string[] {
  const words = [...text.matchAll(/[^\s,;:()[\]{}"“”«»]+(?:[,:][^\s,;:()[\]{}"“”«»]+)*/gu)];
  if (words.length > MOST_TEXT_WORDS) return [];
  const spans = new Set<string>();
  for (const [from, first] of words.entries()) {
    for (const last of words.slice(from, from + MOST_WORDS)) {
      const stretch = text.slice(first.index, last.index + last[0].length);
      const span = stretch.replace(BEFORE, "").replace(AFTER, "");
      if (span !== "") spans.add(span);
    }
  }
  return [...spans];
}

/**
 * The rule of answers that stand in a text, word for word; of any answers where the text is too long or has no words.
 */
export function spanRule(text: string): AnswerRule {
  const texts = textSpans(text);
  return { allowed: texts.length > 0 ? { kind: "texts", texts } : null, read: (answer) => answer };
}
