import { CellError } from "../../core/errors/cell-error.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import type { Settings } from "../../core/options/settings.ts";
import type { AnswerQueue } from "../rows/answer-queue.ts";
import type { ElectedAnswer } from "../rows/answer-vote.ts";
import { elect, votersOf } from "../rows/answer-vote.ts";
import type { ModelLoader } from "../model/model-loader.ts";
import { modelTools } from "../model/model-tools.ts";
import { examplesJob } from "../calls/examples-job.ts";
import type { Lessons } from "../teach/lessons.ts";
import { toCellError } from "../calls/to-cell-error.ts";
import { electionWith, withModel } from "../model/with-model.ts";

/**
 * Asks for the answer of one row that stands in no cell yet. Gives the CellError of a row that has none. whole: the
 * examples that decide on the format, where those of the row are a part of them: weighing each part anew would cost
 * more than all answers.
 */
export type AskRow = (
  exampleSet: ExampleSet,
  inputs: readonly string[],
  settings: Settings,
  signal: AbortSignal,
  whole?: ExampleSet,
) => Promise<ElectedAnswer | CellError>;

/** Asks through the queue, so that a formula with the same content finds its answer there. */
export function rowAsker(loader: ModelLoader, queue: AnswerQueue, lessons: Lessons): AskRow {
  return async (exampleSet, inputs, settings, signal, whole = exampleSet) => {
    try {
      const job = await withModel(loader, signal, (completer) => {
        const tools = modelTools(completer);
        const model = {
          info: completer.model,
          ...tools,
          weighFormats: () => tools.weighFormats(whole),
          lessonNamed: (name: string) => lessons.lessonFor(completer, name),
        };
        return examplesJob(exampleSet, inputs, settings, model);
      });
      if (job instanceof CellError) return job;
      const runs = votersOf(job).map(({ key, request }) => queue.run(key, request, { signal }));
      const completions = (await Promise.all(runs)).map(({ completion }) => completion);
      return await elect(job, completions, electionWith(loader, signal));
    } catch (error) {
      return toCellError(error);
    }
  };
}
