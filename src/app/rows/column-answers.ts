import { AnswerTally } from "../../core/confidence/answer-tally.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import { BoundedMap } from "./bounded-map.ts";

const KEPT_COLUMNS = 200;

/** What was answered after an example set. */
export type TallyOf = (exampleSet: ExampleSet) => AnswerTally;

/** Counts the answers of the last columns, by their examples. */
export function keptTallies(): TallyOf {
  const kept = new BoundedMap<string, AnswerTally>(KEPT_COLUMNS);
  const byObject = new WeakMap<ExampleSet, AnswerTally>();
  return (exampleSet) => {
    // The rows of one spill share the object, and need no key.
    const known = byObject.get(exampleSet);
    if (known) return known;
    const key = JSON.stringify([exampleSet.headers, exampleSet.examples]);
    const tally = kept.get(key) ?? new AnswerTally(exampleSet);
    kept.set(key, tally);
    byObject.set(exampleSet, tally);
    return tally;
  };
}
