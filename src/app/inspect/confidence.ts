import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { exampleKeys, gptRows } from "../calls/gpt-call.ts";
import type { Answers } from "../product.ts";
import type { AnswerTrace } from "../state.ts";
import { tellAnswers } from "./answers-at.ts";
import type { WorkBench } from "../work-bench.ts";
import { inspectRows } from "./inspected-rows.ts";
import type { AnswersArguments } from "./answers-at.ts";

/** As the workbook keeps it, so that a cell shows the same number when it is opened again. */
const rounded = (chance: number): number => Math.round(chance * 1000) / 1000;

function confidenceAt({ answer, address }: AnswerTrace): number | CellError {
  return "confidence" in answer ? rounded(answer.confidence) : cellError("noAnswerThere", { address });
}

/** The chance that each answer is right: of the answers in cells, or of those that GPT gives with these arguments. */
export async function confidence(args: AnswersArguments, bench: WorkBench): Promise<Answers> {
  const { examplesOrAnswers } = args;
  const { signal } = bench;
  if (args.input === null) return tellAnswers(examplesOrAnswers, bench.traces, confidenceAt);
  const asked = bench.settings(args.options);
  const { settings } = asked;
  const gptCall = { ...args, examplesOrInput: examplesOrAnswers, caller: bench.caller };
  const { exampleSet, inputs } = await gptRows(gptCall, settings.headers, bench.sheet);
  const keptKey = exampleKeys(exampleSet, asked);
  return inspectRows(inputs, bench, async (input) => {
    const kept = bench.keptAnswer(keptKey(input));
    if (kept) return [rounded(kept.confidence)];
    const answer = await bench.ask(exampleSet, input, settings, signal);
    return answer instanceof CellError ? answer : [rounded(answer.confidence)];
  });
}
