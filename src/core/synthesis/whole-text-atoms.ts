import type { LeafGenerator } from "./atom.ts";
import { columnWords } from "./atom.ts";
import { LETTER_CASES } from "./letter-case.ts";

/** A change that goes over a whole text, however many parts it has. */
interface Sweep {
  readonly words: string;
  readonly cost: number;
  apply(text: string): string;
}

const KEPT = [
  { words: "only the digits", pattern: /\D+/gu },
  { words: "only the letters", pattern: /[^\p{L}]+/gu },
  { words: "only the letters and digits", pattern: /[^\p{L}\d]+/gu },
  { words: "only the capitals", pattern: /[^\p{Lu}]+/gu },
  { words: "only the letters, digits and spaces", pattern: /[^\p{L}\d\s]+/gu },
];

const tidy = (text: string): string => text.trim().replace(/\s+/g, " ");

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();

/** Marks that may be put between words. */
const JOINTS = ["", " ", "-", "_", ".", ",", ", ", "/", ". "];

/** One letter for each word, with a mark after or between. */
const INITIALS: readonly Sweep[] = ["", ".", " ", ". ", "-"].map((joint) => ({
  words: `the first letter of each word${joint === "" ? "" : `, joined by “${joint}”`}`,
  cost: 2.2 + (joint === "" ? 0 : 0.3),
  apply: (text) =>
    (text.match(/[\p{L}\d]+/gu) ?? []).map((word) => word.slice(0, 1)).join(joint) +
    (joint === "." ? "." : ""),
}));

function sweepsFor(texts: readonly string[], outputs: readonly string[]): readonly Sweep[] {
  const marks = [...new Set(texts[0]?.match(/[^\p{L}\d]/gu) ?? [])].slice(0, 10);
  const joints = JOINTS.filter((joint) => joint === "" || outputs.some((output) => output.includes(joint)));
  return [
    { words: "the text without spaces at its ends", cost: 1.2, apply: (text) => text.trim() },
    { words: "the text with single spaces", cost: 1.5, apply: tidy },
    ...joints
      .filter((joint) => joint !== "")
      .map((joint) => ({
        words: `the text with “${joint}” before each capital inside a word`,
        cost: 2.2,
        apply: (text: string) => text.replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, joint),
      })),
    ...KEPT.map(({ words, pattern }) => ({
      words: `${words} of the text`,
      cost: 2,
      apply: (text: string) => text.replace(pattern, ""),
    })),
    ...marks.flatMap((mark) =>
      joints
        .filter((joint) => joint !== mark)
        .map((joint) => ({
          words: joint === "" ? `the text without “${mark}”` : `the text with “${joint}” for “${mark}”`,
          cost: 2,
          apply: (text: string) => text.replaceAll(mark, joint),
        })),
    ),
    ...joints.map((joint) => ({
      words: `the groups of letters and digits, joined by “${joint}”`,
      cost: 2.4,
      apply: (text: string) => (text.match(/[\p{L}\d]+/gu) ?? []).join(joint),
    })),
    ...joints.map((joint) => ({
      words: `the words, joined by “${joint}”`,
      cost: 2.3,
      apply: (text: string) => (text.match(/\S+/gu) ?? []).join(joint),
    })),
    {
      words: "the words run together, each but the first capitalised",
      cost: 2.4,
      apply: (text: string) =>
        (text.match(/[\p{L}\d]+/gu) ?? [])
          .map((word, index) => (index === 0 ? word.toLowerCase() : capitalised(word)))
          .join(""),
    },
    {
      words: "the words run together, each capitalised",
      cost: 2.4,
      apply: (text: string) => (text.match(/[\p{L}\d]+/gu) ?? []).map(capitalised).join(""),
    },
    ...INITIALS,
  ];
}

/** Texts taken as a whole: cleaned, with other marks between their parts, or shortened to initials; in any case. */
export const wholeTextAtoms: LeafGenerator = function* ({ rows, outputs, columns }) {
  for (let column = 0; column < columns; column++) {
    const texts = rows.map((row) => row.texts[column] ?? "");
    for (const sweep of sweepsFor(texts, outputs)) {
      const swept = texts.map((text) => sweep.apply(text));
      const seen = new Set<string>();
      for (const letterCase of LETTER_CASES) {
        const key = swept.map((text) => letterCase.apply(text)).join("\u0001");
        if (seen.has(key)) continue;
        seen.add(key);
        yield {
          cost: sweep.cost + letterCase.cost,
          source: null,
          words:
            sweep.words.replace("the text", `the text${columnWords(column, columns)}`) + letterCase.words,
          evaluate: (row) => letterCase.apply(sweep.apply(row.texts[column] ?? "")),
        };
      }
    }
  }
};
