import type { Example } from "./example-set.ts";

const words = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(
    texts
      .join(" ")
      .toLowerCase()
      .match(/\p{L}+|\p{N}+/gu),
  );

/**
 * The example whose inputs share most with the given ones, the last of equal ones: the sum over shared words of
 * log(examples / examples that have the word), so that a word of all counts nothing (inverse document frequency, Spärck
 * Jones 1972). examples: at least one.
 */
export function likestExample(examples: readonly Example[], inputs: readonly string[]): Example {
  const asked = words(inputs);
  const wordSets = examples.map((example) => words(example.inputs));
  const weight = (word: string): number =>
    Math.log(examples.length / wordSets.filter((set) => set.has(word)).length);
  const likeness = wordSets.map((set) =>
    [...set].filter((word) => asked.has(word)).reduce((sum, word) => sum + weight(word), 0),
  );
  return examples[likeness.lastIndexOf(Math.max(...likeness))]!;
}
