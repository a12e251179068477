import type { CountTokens } from "../../core/prompts/context-budget.ts";
import type { Completer } from "../../engine/completer.ts";
import { BoundedMap } from "./bounded-map.ts";

const COUNT_LIMIT = 4_000;

/** Counts tokens with the completer, each text once: a fill of a thousand rows reads its examples a single time. */
export function cachedCounts(completer: Pick<Completer, "tokenize">): CountTokens {
  const counts = new BoundedMap<string, Promise<number>>(COUNT_LIMIT);
  return (text) => {
    const known = counts.get(text);
    if (known) return known;
    const count = completer.tokenize(text).then((pieces) => pieces.length);
    counts.set(text, count);
    // A failed count is asked again; whoever waits for this one is told by the promise itself.
    count.catch(() => counts.delete(text));
    return count;
  };
}
