import type { Example } from "./example-set.ts";

type Words = ReadonlySet<string>;

const words = (texts: readonly string[]): Words =>
  new Set(
    texts
      .join(" ")
      .toLowerCase()
      .match(/\p{L}+|\p{N}+/gu),
  );

/** The rows of a fill ask for the words of the same examples. */
const known = new WeakMap<Example, Words>();

function wordsOf(example: Example): Words {
  const found = known.get(example) ?? words(example.inputs);
  known.set(example, found);
  return found;
}

/**
 * How much each example's inputs share with the given ones: the sum over shared words of log(examples / examples that
 * have the word), so that a word of all counts nothing (inverse document frequency, Spärck Jones 1972).
 */
function likenesses(examples: readonly Example[], inputs: readonly string[]): readonly number[] {
  const sums = examples.map(() => 0);
  for (const word of words(inputs)) {
    const having = [...examples.keys()].filter((place) => wordsOf(examples[place]!).has(word));
    for (const place of having) sums[place]! += Math.log(examples.length / having.length);
  }
  return sums;
}

/** The example whose inputs share most with the given ones, the last of equal ones. examples: at least one. */
export function likestExample(examples: readonly Example[], inputs: readonly string[]): Example {
  const likeness = likenesses(examples, inputs);
  return examples[likeness.lastIndexOf(Math.max(...likeness))]!;
}

/**
 * The examples whose inputs share most with the given ones, the likest last, and of equal ones the later last. At most
 * `most`, and none that shares nothing telling.
 */
export function likestExamples(
  examples: readonly Example[],
  inputs: readonly string[],
  most: number,
): readonly Example[] {
  const likeness = likenesses(examples, inputs);
  const sharing = [...examples.keys()].filter((place) => likeness[place]! > 0);
  const best = sharing.sort((a, b) => likeness[b]! - likeness[a]! || b - a).slice(0, most);
  return best.reverse().map((place) => examples[place]!);
}

/** The examples, those that share least with the given inputs first; equal ones stay in their order. */
export function likestLast(examples: readonly Example[], inputs: readonly string[]): Example[] {
  const likeness = likenesses(examples, inputs);
  return [...examples.keys()].sort((a, b) => likeness[a]! - likeness[b]!).map((place) => examples[place]!);
}
