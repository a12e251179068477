import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { gptRows } from "../calls/gpt-call.ts";
import { examplesJob } from "../calls/examples-job.ts";
import type { Answers } from "../product.ts";
import { tellAnswers } from "./answers-at.ts";
import type { WorkBench } from "../work-bench.ts";
import { inspectRows } from "./inspected-rows.ts";
import type { AnswersArguments } from "./answers-at.ts";

/** The exact text that the model read for the answers in cells, or would read for GPT with these arguments. */
export async function prompt(args: AnswersArguments, bench: WorkBench): Promise<Answers> {
  const { examplesOrAnswers } = args;
  if (args.input === null) {
    return tellAnswers(examplesOrAnswers, bench.traces, (trace) =>
      trace.prompt === "" ? cellError("answerKept") : trace.prompt,
    );
  }
  const { settings } = bench.settings(args.options);
  const gptCall = { ...args, examplesOrInput: examplesOrAnswers, caller: bench.caller };
  const { exampleSet, inputs } = await gptRows(gptCall, settings.headers, bench.sheet);
  return inspectRows(inputs, bench, (input) =>
    bench.withModel(async ({ completer, ...tools }) => {
      const job = await examplesJob(exampleSet, input, settings, { info: completer.model, ...tools });
      if (job instanceof CellError) return job;
      const { prefix, suffix } = job.request.prompt;
      return [prefix + suffix];
    }),
  );
}
