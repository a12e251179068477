import type { Example } from "./example-set.ts";

const words = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(
    texts
      .join(" ")
      .toLowerCase()
      .match(/\p{L}+|\p{N}+/gu),
  );

/**
 * How much each example's inputs share with the given ones: the sum over shared words of log(examples / examples that have
 * the word), so that a word of all counts nothing (inverse document frequency, Spärck Jones 1972).
 */
function likenesses(examples: readonly Example[], inputs: readonly string[]): number[] {
  const asked = words(inputs);
  const wordSets = examples.map((example) => words(example.inputs));
  const weight = (word: string): number =>
    Math.log(examples.length / wordSets.filter((set) => set.has(word)).length);
  return wordSets.map((set) =>
    [...set].filter((word) => asked.has(word)).reduce((sum, word) => sum + weight(word), 0),
  );
}

/** The example whose inputs share most with the given ones, the last of equal ones. examples: at least one. */
export function likestExample(examples: readonly Example[], inputs: readonly string[]): Example {
  const likeness = likenesses(examples, inputs);
  return examples[likeness.lastIndexOf(Math.max(...likeness))]!;
}

/** The examples, those that share least with the given inputs first; equal ones stay in their order. */
export function likestLast(examples: readonly Example[], inputs: readonly string[]): Example[] {
  const likeness = likenesses(examples, inputs);
  return [...examples.keys()].sort((a, b) => likeness[a]! - likeness[b]!).map((place) => examples[place]!);
}
