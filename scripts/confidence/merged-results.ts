import { summaries } from "../eval/summary.ts";
import type { ResultFile } from "./result-file.ts";

/**
 * One result of parts of the same eval: their relations by seed and id, summed up anew. parts: at least one. Throws an
 * Error where they differ in model or settings, or hold a relation twice.
 */
export function mergedResults(parts: readonly ResultFile[]): ResultFile {
  const [first] = parts;
  const relations = parts
    .flatMap((part) => part.relations)
    .sort((a, b) => a.seed - b.seed || (a.id < b.id ? -1 : 1));
  for (const [place, { id, seed }] of relations.entries()) {
    const next = relations[place + 1];
    if (next?.id === id && next.seed === seed) throw new Error(`${id} is there twice with seed ${seed}.`);
  }
  for (const { model, settings } of parts) {
    if (model !== first!.model || JSON.stringify(settings) !== JSON.stringify(first!.settings))
      throw new Error("The parts are of different models or settings.");
  }
  return { ...first!, summaries: summaries(relations), relations };
}
