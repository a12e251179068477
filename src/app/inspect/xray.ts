import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { EXPECTED } from "../../core/errors/expected.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { isBlank } from "../../core/examples/cell-value.ts";
import { visible } from "../../core/prompts/visible.ts";
import type { ScoredToken } from "../../engine/completer.ts";
import { gptRows } from "../calls/gpt-call.ts";
import type { Answers } from "../product.ts";
import { answerAt } from "./answers-at.ts";
import type { WorkBench } from "../work-bench.ts";
import { cellTexts, neededArgument } from "./given-arguments.ts";
import type { AnswersArguments } from "./answers-at.ts";

/** How many other tokens are told at each place. */
const RUNNERS_UP = 3;

const HEADERS: readonly string[] = [
  "Token",
  "Probability",
  ...Array.from({ length: RUNNERS_UP }, (_, i) => [`Runner-up ${i + 1}`, "Probability"]).flat(),
];

function rowOf({ id, text, logProbability, candidates = [] }: ScoredToken): readonly CellValue[] {
  const others = candidates.filter((candidate) => candidate.id !== id).slice(0, RUNNERS_UP);
  const cells = [{ text, logProbability }, ...others].flatMap((token) => [
    visible(token.text),
    Math.exp(token.logProbability),
  ]);
  return HEADERS.map((_, column) => cells[column] ?? "");
}

/** The tokens of the answer in a cell, or of any text. */
async function tokensOfCell(args: AnswersArguments, bench: WorkBench): Promise<readonly ScoredToken[]> {
  const { examplesOrAnswers } = args;
  const { signal } = bench;
  const text = cellTexts(examplesOrAnswers).flat();
  if (text.length !== 1) throw cellError("argumentNotOneCell", { name: "text" });
  const trace = answerAt(examplesOrAnswers.address, bench.traces, examplesOrAnswers.values[0]![0]);
  if (!(trace instanceof CellError) && trace.answer.status === "done") return trace.answer.tokens;
  const scored = await bench.withModel(({ completer }) =>
    completer.score(
      [{ prompt: { prefix: "", suffix: "" }, continuation: text[0] ?? "", withCandidates: true }],
      { signal },
    ),
  );
  return scored[0]!.spans.flat();
}

/** The tokens of the answer that GPT gives with these arguments. */
async function tokensOfAnswer(args: AnswersArguments, bench: WorkBench): Promise<readonly ScoredToken[]> {
  const { settings } = bench.settings(args.options);
  const gptCall = { ...args, examplesOrInput: args.examplesOrAnswers, caller: bench.caller };
  const { exampleSet, inputs } = await gptRows(gptCall, settings.headers, bench.sheet);
  if (inputs.length > 1) throw cellError("rowsNotOne", { rows: inputs.length });
  const answer = await bench.ask(exampleSet, inputs[0]!, settings, bench.signal);
  if (answer instanceof CellError) throw answer;
  return answer.completion.tokens;
}

/** A table with headers: each token, its probability, and the likeliest other tokens at its place. */
export async function xray(args: AnswersArguments, bench: WorkBench): Promise<Answers> {
  neededArgument("text", args.examplesOrAnswers, EXPECTED.textCellOrExamples);
  const isExamples = args.input !== null && !args.input.values.flat().every(isBlank);
  const found = await bench.count(bench.caller, () =>
    isExamples ? tokensOfAnswer(args, bench) : tokensOfCell(args, bench),
  );
  if (found instanceof CellError) return [[found]];
  return [HEADERS, ...found.map(rowOf)];
}
