import type { ColumnType } from "../core/answers/answer-rule-for.ts";
import { answerRuleFor, writtenExamples } from "../core/answers/answer-rule-for.ts";
import { contentKey, drawSeed } from "../core/content-key.ts";
import { CellError, cellError } from "../core/errors/cell-error.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import type { AnswerType, ExampleSet } from "../core/examples/example-set.ts";
import { AUTO } from "../core/options/option-table.ts";
import type { Settings } from "../core/options/settings.ts";
import { samplingOptions } from "../core/options/settings.ts";
import { answerConfidence, answerText, parseAnswer } from "../core/prompts/answer.ts";
import type { CountTokens, FittedPrompt } from "../core/prompts/context-budget.ts";
import { fitExamples, fitPrompt } from "../core/prompts/context-budget.ts";
import { formatById } from "../core/prompts/formats/formats.ts";
import type { AnswerFormat, TextFormat } from "../core/prompts/prompt-format.ts";
import type { Completion, CompletionRequest, Constraint, ModelInfo } from "../engine/completer.ts";

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

/** What the job of a row is made of, besides its prompt. */
interface JobParts {
  readonly format: AnswerFormat;
  readonly answerType: AnswerType;
  readonly settings: Settings;
  readonly modelHash: string;
  readonly constraint?: Constraint;
  readonly read: (completion: Completion) => CellValue | CellError;
}

function jobOf({ prompt, examplesUsed, examplesDropped }: FittedPrompt, parts: JobParts): PromptJob {
  const { format, answerType, settings, modelHash, constraint } = parts;
  const { seed: _seed, ...sampling } = samplingOptions(settings, format, settings.seed);
  const content = {
    modelHash,
    prompt,
    sampling,
    format: format.id,
    answerType,
    ...(constraint && { constraint }),
  };
  return {
    key: contentKey(content, settings.seed),
    request: {
      prompt,
      sampling: { ...sampling, seed: drawSeed(content, settings.seed) },
      ...(constraint && { constraint }),
    },
    format: format.title,
    examplesUsed,
    examplesDropped,
    read(completion) {
      const value = parts.read(completion);
      if (value instanceof CellError) return value;
      return { value, confidence: answerConfidence(completion, sampling.stop) };
    },
  };
}

/** The cell's value from what the model wrote. Errors: emptyAnswer, answerOfOtherType. */
function readTyped(
  { text: written }: Completion,
  format: AnswerFormat,
  { id, isStated, rule }: ColumnType,
): CellValue | CellError {
  const text = answerText(written, format);
  if (text === "") return cellError("emptyAnswer");
  const value = rule.read(text);
  if (value !== null) return value;
  return isStated ? cellError("answerOfOtherType", { answer: text, type: id }) : text;
}

function constraintOf({ rule }: ColumnType, format: AnswerFormat): Constraint | undefined {
  const { allowed } = rule;
  if (allowed === null) return undefined;
  return { allowed, before: format.answerPrefix, after: format.answerSuffix };
}

/** Most tokens of an answer: a label is never cut. */
async function answerTokens(
  { rule }: ColumnType,
  { maxTokens }: Settings,
  countTokens: CountTokens,
): Promise<number> {
  if (rule.allowed?.kind !== "texts") return maxTokens;
  return Math.max(maxTokens, ...(await Promise.all(rule.allowed.texts.map(countTokens))));
}

/** The job of one row after examples. inputs: as many as each example has. Error: promptTooLong. */
export async function examplesJob(
  exampleSet: ExampleSet,
  inputs: readonly string[],
  settings: Settings,
  { info, countTokens }: PromptModel,
): Promise<PromptJob | CellError> {
  const format = formatById(settings.format === AUTO ? "fields" : settings.format);
  const column = answerRuleFor(exampleSet, settings);
  const maxTokens = await answerTokens(column, settings, countTokens);
  const budget = { contextTokens: info.contextTokens, maxTokens, countTokens };
  const fitted = await fitExamples(format, writtenExamples(exampleSet, column.rule), inputs, budget);
  if (fitted instanceof CellError) return fitted;
  const constraint = constraintOf(column, format);
  return jobOf(fitted, {
    format,
    answerType: exampleSet.answerType,
    settings: { ...settings, maxTokens },
    modelHash: info.hash,
    ...(constraint && { constraint }),
    read: (completion) => readTyped(completion, format, column),
  });
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
  return jobOf(
    { prompt, examplesUsed: 0, examplesDropped: 0 },
    {
      format,
      answerType: "text",
      settings,
      modelHash: info.hash,
      read: (completion) => parseAnswer(completion.text, format, "text"),
    },
  );
}
