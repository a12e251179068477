import { contentKey, drawSeed } from "../core/content-key.ts";
import { CellError } from "../core/errors/cell-error.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import type { AnswerType, ExampleSet } from "../core/examples/example-set.ts";
import type { Settings } from "../core/options/settings.ts";
import { samplingOptions } from "../core/options/settings.ts";
import { answerConfidence, parseAnswer } from "../core/prompts/answer.ts";
import type { CountTokens, FittedPrompt } from "../core/prompts/context-budget.ts";
import { fitExamples, fitPrompt } from "../core/prompts/context-budget.ts";
import { formatById } from "../core/prompts/formats/formats.ts";
import type { AnswerFormat, TextFormat } from "../core/prompts/prompt-format.ts";
import type { Completion, CompletionRequest, ModelInfo } from "../engine/completer.ts";

/** What a job needs to know of the model. */
export interface PromptModel {
  readonly info: Pick<ModelInfo, "hash" | "contextTokens">;
  readonly countTokens: CountTokens;
}

export interface ReadAnswer {
  readonly value: CellValue;
  /** Between 0 and 1. */
  readonly confidence: number;
}

/** One row's request and how its completion becomes the cell's answer. */
export interface PromptJob {
  /** Content key: jobs with the same key have the same answer. */
  readonly key: string;
  readonly request: CompletionRequest;
  /** Title of the prompt format. */
  readonly format: string;
  readonly examplesUsed: number;
  readonly examplesDropped: number;
  /** Error: emptyAnswer. */
  read(completion: Completion): ReadAnswer | CellError;
}

function jobOf(
  format: AnswerFormat,
  { prompt, examplesUsed, examplesDropped }: FittedPrompt,
  answerType: AnswerType,
  settings: Settings,
  modelHash: string,
): PromptJob {
  const { seed: _seed, ...sampling } = samplingOptions(settings, format, settings.seed);
  const content = { modelHash, prompt, sampling, format: format.id, answerType };
  return {
    key: contentKey(content, settings.seed),
    request: { prompt, sampling: { ...sampling, seed: drawSeed(content, settings.seed) } },
    format: format.title,
    examplesUsed,
    examplesDropped,
    read(completion) {
      const value = parseAnswer(completion.text, format, answerType);
      if (value instanceof CellError) return value;
      return { value, confidence: answerConfidence(completion, sampling.stop) };
    },
  };
}

/** The job of one row after examples. inputs: as many as each example has. Error: promptTooLong. */
export async function examplesJob(
  exampleSet: ExampleSet,
  inputs: readonly string[],
  settings: Settings,
  { info, countTokens }: PromptModel,
): Promise<PromptJob | CellError> {
  const format = formatById(settings.format);
  const budget = { contextTokens: info.contextTokens, maxTokens: settings.maxTokens, countTokens };
  const fitted = await fitExamples(format, exampleSet, inputs, budget);
  if (fitted instanceof CellError) return fitted;
  return jobOf(format, fitted, exampleSet.answerType, settings, info.hash);
}

/** The job of a text alone: a question or a beginning. Error: promptTooLong. */
export async function textJob(
  format: TextFormat,
  text: string,
  settings: Settings,
  { info, countTokens }: PromptModel,
): Promise<PromptJob | CellError> {
  const budget = { contextTokens: info.contextTokens, maxTokens: settings.maxTokens, countTokens };
  const prompt = await fitPrompt(format.render(text), budget);
  if (prompt instanceof CellError) return prompt;
  return jobOf(format, { prompt, examplesUsed: 0, examplesDropped: 0 }, "text", settings, info.hash);
}
