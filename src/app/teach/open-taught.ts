import type { OpenCompleter } from "../../engine/completer.ts";
import type { Gentleness } from "../model/gentleness.ts";
import type { ModelSource } from "../model/model-source.ts";
import type { Lessons } from "./lessons.ts";

export interface OpenTaughtParts {
  readonly source: ModelSource;
  readonly lessons: Lessons;
  readonly gentleness: Gentleness;
}

/** Opens models that know what was taught and how gently to work, also one that takes the place of one that crashed. */
export function openTaught({ source, lessons, gentleness }: OpenTaughtParts): OpenCompleter {
  return async (calls) => {
    const completer = await source.open(calls);
    try {
      await lessons.giveNamed(completer);
    } catch (error) {
      completer.close();
      throw error;
    }
    gentleness.giveTo(completer);
    return completer;
  };
}
