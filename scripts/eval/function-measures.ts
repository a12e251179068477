import { check } from "../../src/app/inspect/check.ts";
import { match } from "../../src/app/inspect/match.ts";
import { similar } from "../../src/app/inspect/similar.ts";
import type { Answers, Argument } from "../../src/app/product.ts";
import type { WorkBench } from "../../src/app/work-bench.ts";
import { promptText } from "../../src/core/examples/cell-value.ts";
import { editSimilarity } from "../../src/core/matching/edit-similarity.ts";
import { uniformAt } from "../../src/core/sampling/counter-random.ts";
import { areaUnderRoc } from "./measures.ts";
import type { Relation } from "./relation.ts";

/** Texts and the item of the list that each means. */
export interface MatchingTask {
  readonly items: readonly string[];
  readonly texts: readonly (readonly [text: string, item: string])[];
}

const column = (texts: readonly string[]): Argument => ({
  values: texts.map((text) => [text]),
  address: null,
});
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const numbersOf = (answers: Answers): readonly number[] => answers.map(([value]) => Number(value));

/**
 * Which share of the texts GPT.MATCH gives the right item for, and the same for the item that is written most alike.
 */
export async function matchingMeasure(tasks: readonly MatchingTask[], bench: WorkBench) {
  const found = [];
  for (const { items, texts } of tasks) {
    const asked = column(texts.map(([text]) => text));
    const answers = await match({ text: asked, list: column(items), examples: null, options: null }, bench);
    for (const [place, [text, item]] of texts.entries()) {
      const alike = items.toSorted((a, b) => editSimilarity(text, b) - editSimilarity(text, a))[0]!;
      found.push({ text, item, answer: promptText(answers[place]![0] as string), alike });
    }
  }
  return {
    texts: found.length,
    right: mean(found.map(({ item, answer }) => Number(item === answer))),
    rightByWriting: mean(found.map(({ item, alike }) => Number(item === alike))),
    wrong: found.filter(({ item, answer }) => item !== answer),
  };
}

/** How well GPT.SIMILAR tells the two texts of a pair from texts of different pairs. */
export async function similarityMeasure(pairs: readonly (readonly string[])[], bench: WorkBench) {
  const compared: { confidence: number; correct: boolean }[] = [];
  for (const shift of pairs.keys()) {
    const others = pairs.map((_, place) => pairs[(place + shift) % pairs.length]![1]!);
    const answers = await similar({ text: column(pairs.map(([one]) => one!)), other: column(others) }, bench);
    for (const confidence of numbersOf(answers)) compared.push({ confidence, correct: shift === 0 });
  }
  const of = (correct: boolean) =>
    mean(compared.filter((pair) => pair.correct === correct).map(({ confidence }) => confidence));
  return {
    pairs: pairs.length,
    areaUnderRoc: areaUnderRoc(compared),
    matched: of(true),
    unmatched: of(false),
  };
}

const EXAMPLES = 6;

/** The text with one slip: two characters swapped, one lost, doubled or changed. seed: which slip, and where. */
export function withSlip(text: string, seed: number): string {
  const characters = [...text];
  const draw = (counter: number, below: number): number => Math.floor(uniformAt(seed, counter) * below);
  const at = draw(0, Math.max(1, characters.length - 1));
  const [one = "", next = ""] = [characters[at], characters[at + 1]];
  const letter = String.fromCharCode("a".charCodeAt(0) + draw(1, 26));
  const slips = [next + one, next, one + one + next, letter + next];
  const first = draw(2, slips.length);
  // A swap of equal letters is none: then the next kind of slip.
  const written = slips.map((_, turn) =>
    [...characters.slice(0, at), slips[(first + turn) % slips.length], ...characters.slice(at + 2)].join(""),
  );
  return written.find((slip) => slip !== text && slip.trim() !== "") ?? `${text}x`;
}

/**
 * How well GPT.CHECK tells answers with a slip, and answers of other rows, from right ones, and of how many of each it
 * shows the model's own answer.
 */
export async function checkMeasure(relations: readonly Relation[], bench: WorkBench) {
  const kinds = { right: [] as number[], slip: [] as number[], other: [] as number[] };
  const told = { right: 0, slip: 0, other: 0 };
  for (const { pairs, headers } of relations) {
    const examples = { values: pairs.slice(0, EXAMPLES), address: null };
    const rows = pairs.slice(EXAMPLES).map((pair) => pair.map(promptText));
    const texts = {
      right: rows,
      slip: rows.map(([input, answer], row) => [input!, withSlip(answer!, row)]),
      other: rows
        .map(([input, answer], row) => [input!, rows[(row + 1) % rows.length]![1]!, answer!])
        .filter(([, other, answer]) => other !== answer)
        .map(([input, other]) => [input!, other!]),
    };
    for (const kind of ["right", "slip", "other"] as const) {
      const given = headers ? { values: [headers], address: null } : null;
      const args = { examples, rows: { values: texts[kind], address: null }, headers: given, options: null };
      const answers = await check(args, bench);
      kinds[kind].push(...numbersOf(answers));
      told[kind] += answers.filter(([, own]) => own !== "").length;
    }
  }
  const area = (kind: "slip" | "other") =>
    areaUnderRoc([
      ...kinds.right.map((confidence) => ({ confidence, correct: true })),
      ...kinds[kind].map((confidence) => ({ confidence, correct: false })),
    ]);
  const share = (kind: keyof typeof told) => told[kind] / kinds[kind].length;
  return {
    relations: relations.length,
    rows: kinds.right.length,
    areaOfSlips: area("slip"),
    areaOfOtherRows: area("other"),
    told: { right: share("right"), slip: share("slip"), other: share("other") },
  };
}
