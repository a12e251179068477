import { elect, votersOf } from "../../src/app/rows/answer-vote.ts";
import type { AskRow } from "../../src/app/fill/row-asker.ts";
import { modelTools } from "../../src/app/model/model-tools.ts";
import { examplesJob } from "../../src/app/calls/examples-job.ts";
import { electionOf } from "../../src/app/model/with-model.ts";
import type { WorkBench } from "../../src/app/work-bench.ts";
import { CellError } from "../../src/core/errors/cell-error.ts";
import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import type { Completer, Completion } from "../../src/engine/completer.ts";

/** What functions that look at texts need of a call, without sheet, queue and workbook. */
export function functionBench(completer: Completer): WorkBench {
  const { signal } = new AbortController();
  const bench: Pick<WorkBench, "caller" | "signal" | "ask" | "settings" | "withModel" | "count"> = {
    caller: null,
    signal,
    ask: askRow(completer),
    settings: () => ({ settings: DEFAULT_SETTINGS, own: {} }),
    withModel: (work) => work({ completer, ...modelTools(completer) }),
    count: (_address, work) => work(),
  };
  return bench as WorkBench;
}

function askRow(completer: Completer): AskRow {
  return async (exampleSet, inputs, settings, _signal, whole = exampleSet) => {
    const tools = modelTools(completer);
    const model = { info: completer.model, ...tools, weighFormats: () => tools.weighFormats(whole) };
    const job = await examplesJob(exampleSet, inputs, settings, model);
    if (job instanceof CellError) return job;
    const completions: Completion[] = [];
    await completer.complete(
      votersOf(job).map(({ request }) => request),
      { onCompletion: (place, completion) => (completions[place] = completion) },
    );
    return elect(job, completions, electionOf(completer));
  };
}
