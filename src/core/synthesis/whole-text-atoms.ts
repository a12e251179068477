import type { LeafGenerator } from "./atom.ts";
import { columnWords } from "./atom.ts";
import { LETTER_CASES } from "./letter-case.ts";
import { RULE_WORDS } from "./rule-words.ts";

const words = RULE_WORDS.sweeps;

/** A change that goes over a whole text, however many parts it has. */
interface Sweep {
  /** text: as `RULE_WORDS.text` gives it. */
  words(text: string): string;
  readonly cost: number;
  apply(text: string): string;
}

const KEPT = [
  { id: "digits", pattern: /\D+/gu },
  { id: "letters", pattern: /[^\p{L}]+/gu },
  { id: "lettersAndDigits", pattern: /[^\p{L}\d]+/gu },
  { id: "capitals", pattern: /[^\p{Lu}]+/gu },
  { id: "lettersDigitsAndSpaces", pattern: /[^\p{L}\d\s]+/gu },
] as const;

const tidy = (text: string): string => text.trim().replace(/\s+/g, " ");

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();

/** Marks that may be put between words. */
const JOINTS = ["", " ", "-", "_", ".", ",", ", ", "/", ". "];

/** One letter for each word, with a mark after or between. */
const INITIALS: readonly Sweep[] = ["", ".", " ", ". ", "-"].map((joint) => ({
  words: (text) => words.initials(text, joint),
  cost: 2.2 + (joint === "" ? 0 : 0.3),
  apply: (text) =>
    (text.match(/[\p{L}\d]+/gu) ?? []).map((word) => word.slice(0, 1)).join(joint) +
    (joint === "." ? "." : ""),
}));

function sweepsFor(texts: readonly string[], outputs: readonly string[]): readonly Sweep[] {
  const marks = [...new Set(texts[0]?.match(/[^\p{L}\d]/gu) ?? [])].slice(0, 10);
  const joints = JOINTS.filter((joint) => joint === "" || outputs.some((output) => output.includes(joint)));
  return [
    { words: (text) => words.trimmed(text), cost: 1.2, apply: (text) => text.trim() },
    { words: (text) => words.tidied(text), cost: 1.5, apply: tidy },
    ...joints
      .filter((joint) => joint !== "")
      .map((joint) => ({
        words: (text: string) => words.parted(text, joint),
        cost: 2.2,
        apply: (text: string) => text.replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, joint),
      })),
    ...KEPT.map(({ id, pattern }) => ({
      words: (text: string) => words[id](text),
      cost: 2,
      apply: (text: string) => text.replace(pattern, ""),
    })),
    ...marks.flatMap((mark) =>
      joints
        .filter((joint) => joint !== mark)
        .map((joint) => ({
          words: (text: string) =>
            joint === "" ? words.without(text, mark) : words.replaced(text, mark, joint),
          cost: 2,
          apply: (text: string) => text.replaceAll(mark, joint),
        })),
    ),
    ...joints.map((joint) => ({
      words: (text: string) => words.groupsJoined(text, joint),
      cost: 2.4,
      apply: (text: string) => (text.match(/[\p{L}\d]+/gu) ?? []).join(joint),
    })),
    ...joints.map((joint) => ({
      words: (text: string) => words.wordsJoined(text, joint),
      cost: 2.3,
      apply: (text: string) => (text.match(/\S+/gu) ?? []).join(joint),
    })),
    {
      words: (text: string) => words.camel(text),
      cost: 2.4,
      apply: (text: string) =>
        (text.match(/[\p{L}\d]+/gu) ?? [])
          .map((word, index) => (index === 0 ? word.toLowerCase() : capitalised(word)))
          .join(""),
    },
    {
      words: (text: string) => words.pascal(text),
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
          words: () => sweep.words(RULE_WORDS.text(columnWords(column, columns))) + letterCase.words(),
          evaluate: (row) => letterCase.apply(sweep.apply(row.texts[column] ?? "")),
        };
      }
    }
  }
};
