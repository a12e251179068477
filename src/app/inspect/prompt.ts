import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { gptRows } from "../gpt-call.ts";
import { examplesJob } from "../prompt-job.ts";
import type { Answers } from "../product.ts";
import { tellAnswers } from "./answers-at.ts";
import type { InspectContext } from "./context.ts";
import { inspectRows } from "./inspected-rows.ts";
import type { AnswersCall } from "./inspection.ts";

/** The exact text that the model read for the answers in cells, or would read for GPT with these arguments. */
export async function prompt(call: AnswersCall, context: InspectContext): Promise<Answers> {
  const { examplesOrAnswers, signal } = call;
  if (call.input === null) {
    return tellAnswers(examplesOrAnswers, context, (trace) =>
      trace.prompt === "" ? cellError("answerKept") : trace.prompt,
    );
  }
  const settings = context.settings(call.options);
  const gptCall = { ...call, examplesOrInput: examplesOrAnswers };
  const { exampleSet, inputs } = await gptRows(gptCall, settings.headers, context.sheet);
  return inspectRows(inputs, call, context, (input) =>
    context.withModel(signal, async ({ completer, tools }) => {
      const job = await examplesJob(exampleSet, input, settings, { info: completer.model, ...tools });
      if (job instanceof CellError) return job;
      const { prefix, suffix } = job.request.prompt;
      return [prefix + suffix];
    }),
  );
}
