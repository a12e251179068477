import { CellError } from "../../core/errors/cell-error.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import type { Settings } from "../../core/options/settings.ts";
import type { CountTokens } from "../../core/prompts/context-budget.ts";
import type { Completer } from "../../engine/completer.ts";
import type { AnswerQueue } from "../answer-queue.ts";
import type { ModelLoader } from "../model-loader.ts";
import type { ReadAnswer } from "../prompt-job.ts";
import { examplesJob } from "../prompt-job.ts";
import { toCellError } from "../to-cell-error.ts";
import { cachedCounts } from "../token-counts.ts";

/** Asks for the answer of one row that stands in no cell yet. Gives the CellError of a row that has none. */
export type AskRow = (
  exampleSet: ExampleSet,
  inputs: readonly string[],
  settings: Settings,
  signal: AbortSignal,
) => Promise<ReadAnswer | CellError>;

/** Asks through the queue, so that a formula with the same content finds its answer there. */
export function rowAsker(loader: ModelLoader, queue: AnswerQueue): AskRow {
  const counts = new WeakMap<Completer, CountTokens>();
  return async (exampleSet, inputs, settings, signal) => {
    try {
      const completer = await loader.completer();
      const countTokens = counts.get(completer) ?? cachedCounts(completer);
      counts.set(completer, countTokens);
      const model = { info: completer.model, countTokens };
      const job = await examplesJob(exampleSet, inputs, settings, model);
      if (job instanceof CellError) return job;
      const { completion } = await queue.run(job.key, job.request, signal, () => undefined);
      return job.read(completion);
    } catch (error) {
      return toCellError(error);
    }
  };
}
