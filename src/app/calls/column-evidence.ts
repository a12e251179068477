import type { ExampleSet } from "../../core/examples/example-set.ts";
import type { FormatEvidence } from "../../core/prompts/format-evidence.ts";
import { evidenceRequests, readEvidence } from "../../core/prompts/format-evidence.ts";
import type { Completer } from "../../engine/completer.ts";
import { EngineError } from "../../engine/completer.ts";
import { BoundedMap } from "../rows/bounded-map.ts";

const KEPT_SETS = 200;

/** Says how likely the model finds the answers of an example set in each format. isFirst: as ScoreRequest has it. */
export type WeighFormats = (exampleSet: ExampleSet, isFirst?: boolean) => Promise<readonly FormatEvidence[]>;

/** Weighs formats with the completer, each example set once: the rows of a fill share one packed run. */
export function cachedEvidence(completer: Pick<Completer, "score">): WeighFormats {
  const kept = new BoundedMap<string, Promise<readonly FormatEvidence[]>>(KEPT_SETS);
  const byObject = new WeakMap<ExampleSet, Promise<readonly FormatEvidence[]>>();
  const weigh = async (exampleSet: ExampleSet, isFirst: boolean) => {
    const requests = evidenceRequests(exampleSet).map((request) => ({ ...request, isFirst }));
    if (requests.length === 0) return [];
    try {
      return readEvidence(await completer.score(requests, {}));
    } catch (error) {
      // A model that cannot read so much at once still answers, in the default format.
      if (error instanceof EngineError && error.failure.code === "prompt-too-long") return [];
      throw error;
    }
  };
  return (exampleSet, isFirst = false) => {
    // The rows of one spill share the object, and need no key.
    const known = byObject.get(exampleSet);
    if (known) return known;
    const key = JSON.stringify([exampleSet.headers, exampleSet.examples]);
    const evidence = kept.get(key) ?? weigh(exampleSet, isFirst);
    kept.set(key, evidence);
    byObject.set(exampleSet, evidence);
    // A failed run is asked again; whoever waits for this one is told by the promise itself.
    evidence.catch(() => {
      kept.delete(key);
      byObject.delete(exampleSet);
    });
    return evidence;
  };
}
