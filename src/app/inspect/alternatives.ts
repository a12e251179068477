import { CellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { promptText } from "../../core/examples/cell-value.ts";
import { weightOfCopy } from "../../core/examples/copied-input.ts";
import type { Settings } from "../../core/options/settings.ts";
import { answerText } from "../../core/prompts/answer.ts";
import { answerRequest, logProbabilityOf } from "../../core/prompts/answer-request.ts";
import type { Completion } from "../../engine/completer.ts";
import type { ElectedAnswer } from "../rows/answer-vote.ts";
import { completeWith, followBranches } from "../rows/follow-branches.ts";
import { gptRows } from "../calls/gpt-call.ts";
import type { PromptJob } from "../calls/prompt-job.ts";
import type { Answers, Argument } from "../product.ts";
import type { OpenModel, WorkBench } from "../work-bench.ts";
import { countArgument } from "./given-arguments.ts";
import { inspectRows } from "./inspected-rows.ts";

export interface AlternativesArguments {
  readonly examples: Argument;
  readonly input: Argument;
  /** How many answers are wanted; null for three. */
  readonly count: Argument | null;
  readonly headers: Argument | null;
  readonly options: Argument | null;
}

const DEFAULT_COUNT = 3;
const MOST = 10;

/** Branches that are followed for each answer wanted: some lead to the same one. */
const BRANCHES_EACH = 3;

/** An answer as the model wrote it, and what the cell would show. */
interface Written {
  readonly text: string;
  readonly value: CellValue;
}

/** What the sampling would draw plays no part, nor do other formats. */
const plain = (settings: Settings): Settings => ({
  ...settings,
  temperature: 0,
  repetitionPenalty: 1,
  careful: false,
});

function writtenOf(job: PromptJob, completion: Completion): readonly Written[] {
  const read = job.read(completion);
  if (read instanceof CellError) return [];
  return [{ text: answerText(completion.text, job.basis!.format), value: read.value }];
}

/** The answers that may be the likeliest ones, the model's own first, each once. */
async function candidates(
  elected: ElectedAnswer,
  count: number,
  { completer }: OpenModel,
  signal: AbortSignal,
): Promise<readonly Written[]> {
  const { job } = elected;
  const allowed = job.request.constraint?.allowed;
  const written =
    allowed?.kind === "texts"
      ? allowed.texts.flatMap((text) => writtenOf(job, { ...elected.completion, text }))
      : [
          ...writtenOf(job, elected.completion),
          ...(
            await followBranches(
              job.request,
              elected.completion,
              BRANCHES_EACH * count,
              completeWith(completer, signal),
            )
          ).flatMap((completion) => writtenOf(job, completion)),
        ];
  const byValue = new Map(written.toReversed().map((answer) => [promptText(answer.value), answer]));
  return [...byValue.values()].toReversed();
}

/**
 * The likeliest answers of a row with their probabilities, likeliest first. Labels are told as their share of all
 * labels; other answers as the model's probability of exactly this answer and its end, less where they only copy the
 * input.
 */
async function likeliest(
  elected: ElectedAnswer,
  count: number,
  model: OpenModel,
  signal: AbortSignal,
): Promise<readonly { readonly value: CellValue; readonly probability: number }[]> {
  const { basis, request } = elected.job;
  const { format, exampleSet, inputs } = basis!;
  const answers = await candidates(elected, count, model, signal);
  const requests = answers.map(({ text }) => answerRequest(format, exampleSet, inputs, text));
  const scores = await model.completer.score(requests, { signal });
  const allowed = request.constraint?.allowed;
  const labels = allowed?.kind === "texts" ? allowed : null;
  const likelihoods = scores.map((score, i) => {
    const bias = labels?.biases?.[labels.texts.indexOf(answers[i]!.text)] ?? 0;
    const weight = request.constraint ? 1 : weightOfCopy(exampleSet, inputs, promptText(answers[i]!.value));
    return weight * Math.exp(logProbabilityOf(score) + bias);
  });
  const all = labels === null ? 1 : likelihoods.reduce((sum, likelihood) => sum + likelihood, 0);
  return answers
    .map(({ value }, i) => ({ value, probability: likelihoods[i]! / all }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, count);
}

/** Each row's likeliest answers side by side, each followed by its probability. */
export async function alternatives(args: AlternativesArguments, bench: WorkBench): Promise<Answers> {
  const { signal } = bench;
  const count = countArgument("count", args.count, DEFAULT_COUNT, MOST);
  const settings = plain(bench.settings(args.options).settings);
  const gptCall = { ...args, examplesOrInput: args.examples, caller: bench.caller };
  const { exampleSet, inputs } = await gptRows(gptCall, settings.headers, bench.sheet);
  return inspectRows(inputs, bench, async (input) => {
    const elected = await bench.ask(exampleSet, input, settings, signal);
    if (elected instanceof CellError) return elected;
    const told = await bench.withModel((model) => likeliest(elected, count, model, signal));
    return told.flatMap(({ value, probability }) => [value, probability]);
  });
}
