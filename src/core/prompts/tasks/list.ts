import type { PromptFormat } from "../prompt-format.ts";
import { BLANK_LINE } from "../prompt-format.ts";

const DEMONSTRATIONS = [
  [
    "planets of the solar system",
    "Mercury",
    "Venus",
    "Earth",
    "Mars",
    "Jupiter",
    "Saturn",
    "Uranus",
    "Neptune",
  ],
  ["musical instruments", "piano", "violin", "trumpet", "drums", "flute", "guitar", "cello", "harp"],
] as const;

/** Items more than are wanted: some may repeat others. */
export const SPARE = 2;

/** Fewer items would not show that it is a list. */
const LEAST_SHOWN = 3;

function numbered(items: readonly string[]): string {
  return items.map((item, place) => `${place + 1}. ${item}\n`).join("");
}

/**
 * GPT.LIST: a numbered list that the model goes on with. given: items that stand in it already. most: how many items
 * more are wanted; null for as many as the model gives.
 */
export function list(given: readonly string[], most: number | null): PromptFormat {
  const next = given.length + 1;
  const shown = Math.max(LEAST_SHOWN, given.length + (most ?? Infinity));
  const prefix = DEMONSTRATIONS.map(
    ([title, ...items]) => `List: ${title}\n${numbered(items.slice(0, shown))}\n`,
  ).join("");
  return {
    id: "list",
    title: "List",
    stop: [BLANK_LINE, ...(most === null ? [] : [`\n${next + most + SPARE}.`])],
    answerPrefix: " ",
    answerSuffix: "",
    render: (_, [what = ""]) => ({
      prefix: `${prefix}List:`,
      suffix: ` ${what}\n${numbered(given)}${next}.`,
    }),
  };
}

/** The items of what the model wrote behind the first number, one of each; lines without a number are none. */
export function listItems(written: string): readonly string[] {
  const [first = "", ...others] = written.split("\n");
  return distinct(
    [first, ...others.map((line) => /^\s*\d+\.(.*)$/u.exec(line)?.[1] ?? "")].map((item) => item.trim()),
  );
}

/** One of each, but for case; blank ones none. */
export function distinct(items: readonly string[]): readonly string[] {
  const seen = new Set<string>([""]);
  return items.filter((item) => {
    const key = item.toLowerCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
