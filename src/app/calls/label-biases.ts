import { biasRequests, readBiases } from "../../core/answers/label-bias.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import type { PromptFormat } from "../../core/prompts/prompt-format.ts";
import type { Completer, Constraint } from "../../engine/completer.ts";
import { EngineError } from "../../engine/completer.ts";
import { BoundedMap } from "../rows/bounded-map.ts";

const KEPT_SETS = 200;

/**
 * What to add to the log-probability of each text of a closed set behind these examples; null for nothing. isFirst: as
 * ScoreRequest has it.
 */
export type WeighLabels = (
  format: PromptFormat,
  exampleSet: ExampleSet,
  allowed: Constraint["allowed"] | null,
  isFirst?: boolean,
) => Promise<readonly number[] | null>;

/** Weighs labels with the completer, once for the rows of a fill. They share the prefix that the rows need anyway. */
export function cachedBiases(completer: Pick<Completer, "score">): WeighLabels {
  const kept = new BoundedMap<string, Promise<readonly number[] | null>>(KEPT_SETS);
  return (format, exampleSet, allowed, isFirst = false) => {
    const requests = biasRequests(format, exampleSet, allowed);
    if (requests.length === 0) return Promise.resolve(null);
    const key = JSON.stringify([format.id, exampleSet.headers, exampleSet.examples, allowed]);
    const biases = kept.get(key) ?? weigh(requests, isFirst, completer, exampleSet.examples.length);
    kept.set(key, biases);
    // A failed run is asked again; whoever waits for this one is told by the promise itself.
    biases.catch(() => kept.delete(key));
    return biases;
  };
}

async function weigh(
  requests: ReturnType<typeof biasRequests>,
  isFirst: boolean,
  completer: Pick<Completer, "score">,
  exampleCount: number,
): Promise<readonly number[] | null> {
  try {
    const asked = requests.map((request) => ({ ...request, isFirst }));
    return readBiases(await completer.score(asked, {}), exampleCount);
  } catch (error) {
    // Where the examples do not all fit, labels are taken as they come.
    if (error instanceof EngineError && error.failure.code === "prompt-too-long") return null;
    throw error;
  }
}
