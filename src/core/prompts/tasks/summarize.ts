import type { PromptFormat } from "../prompt-format.ts";
import { demonstrated } from "./demonstrated.ts";

/** Texts with a summary in a sentence and one in a few words: the model keeps to the length that it is shown. */
const TEXTS = [
  {
    text: "The city council met on Tuesday evening to talk about the old bridge. After two hours of debate the members agreed to close it to cars from March on, because repairs would cost too much.",
    sentence: "The council will close the old bridge to cars from March because repairs cost too much.",
    brief: "Old bridge closes to cars",
  },
  {
    text: "I ordered the kettle three weeks ago and it still has not arrived. I wrote to the shop twice and nobody answered. I would like my money back.",
    sentence: "The kettle never arrived, the shop does not answer, and the customer wants a refund.",
    brief: "Kettle not delivered, refund wanted",
  },
  {
    text: "Researchers followed 4,000 adults for ten years. Those who walked at least half an hour a day had fewer heart problems than those who did not, whatever their age or weight.",
    sentence: "A study of 4,000 adults found that walking half an hour a day lowers heart problems.",
    brief: "Daily walking protects the heart",
  },
] as const;

/** Summaries of fewer words are asked for as brief ones. */
const SENTENCE_WORDS = 12;

/** GPT.SUMMARIZE: a sentence, or a few words where not even a short sentence is wanted. */
export function summarize(maxWords: number): PromptFormat {
  const length = maxWords < SENTENCE_WORDS ? "brief" : "sentence";
  return demonstrated(
    "summarize",
    "Summary",
    TEXTS.map((entry) => [
      ["Text", entry.text],
      ["Summary", entry[length]],
    ]),
  );
}

/** The text up to the last sentence that ends within so many words; where the first one is longer, its first words. */
export function firstWords(text: string, maxWords: number): string {
  const words = text.split(/\s+/u).filter((word) => word !== "");
  if (words.length <= maxWords) return words.join(" ");
  const kept = words.slice(0, maxWords);
  const end = kept.findLastIndex((word) => /[.!?]["”»')]*$/u.test(word));
  return end >= 0 ? kept.slice(0, end + 1).join(" ") : `${kept.join(" ").replace(/[,;:]$/u, "")}…`;
}
