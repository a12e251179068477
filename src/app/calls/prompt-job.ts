import type { ColumnType } from "../../core/answers/answer-rule-for.ts";
import { contentKey, drawSeed } from "../../core/content-key.ts";
import type { AnswerTally } from "../../core/confidence/answer-tally.ts";
import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { type CellValue, promptText } from "../../core/examples/cell-value.ts";
import { type AnswerType, answerTypeOf, type ExampleSet } from "../../core/examples/example-set.ts";
import type { Settings } from "../../core/options/settings.ts";
import { samplingOptions } from "../../core/options/settings.ts";
import { answerProbability, answerText, wholeProbability } from "../../core/prompts/answer.ts";
import type { CountTokens, FittedPrompt } from "../../core/prompts/context-budget.ts";
import { formatTitle } from "../../core/prompts/format-title.ts";
import type { AnswerFormat, PromptFormat } from "../../core/prompts/prompt-format.ts";
import type { Lesson } from "../../core/teach/lesson.ts";
import type { Completion, CompletionRequest, Constraint, ModelInfo } from "../../engine/completer.ts";
import type { TallyOf } from "../rows/column-answers.ts";
import type { WeighFormats } from "./column-evidence.ts";
import type { WeighLabels } from "./label-biases.ts";

/** What a job needs to know of the model. */
export interface PromptModel {
  readonly info: Pick<ModelInfo, "hash" | "contextTokens">;
  readonly countTokens: CountTokens;
  /** Left out: nothing chooses a format but the settings, and the default one stands in for "auto". */
  readonly weighFormats?: WeighFormats;
  /** Left out: labels are taken as likely as the model finds them. */
  readonly weighLabels?: WeighLabels;
  /** Left out: answers are judged each by itself. */
  readonly tallyOf?: TallyOf;
  /** As `Lessons.lessonFor`. Left out: nothing was taught. */
  readonly lessonNamed?: (name: string) => Promise<Lesson | CellError>;
}

export interface ReadAnswer {
  readonly value: CellValue;
  /** The value in the words of the examples: as the model wrote it, where they are texts and the value is none. */
  readonly written: string;
  /** Of the answer's tokens, by the model; between 0 and 1. */
  readonly probability: number;
  /** The same with the answer's end. */
  readonly wholeProbability: number;
}

/** What the prompt of a row after examples is made of. */
export interface PromptBasis {
  readonly format: PromptFormat;
  /** The examples that the prompt holds, as they are written there. */
  readonly exampleSet: ExampleSet;
  readonly inputs: readonly string[];
}

/** One row's request and how its completion becomes the cell's answer. */
export interface PromptJob {
  /** Content key: jobs with the same key have the same answer. */
  readonly key: string;
  readonly request: CompletionRequest;
  /** Of the model that the request was made for. */
  readonly modelHash: string;
  /** Title of the prompt format. */
  readonly format: string;
  /** Null for a text alone and for code. */
  readonly basis: PromptBasis | null;
  /** What was answered after the same examples; null where answers are judged each by itself. */
  readonly column: AnswerTally | null;
  /** The cell shows no answer that is less likely to be right. */
  readonly leastConfidence: number;
  /** True where the examples decided on the format. */
  readonly isFormatChosen: boolean;
  /** Its share in a vote: 1 where it is asked alone, 0 where it proposes an answer and has no vote. */
  readonly weight: number;
  /** The same row asked in other ways, whose answers stand for election with this one's. */
  readonly others: readonly PromptJob[];
  /** What is asked in its place, one after another, while what was written cannot be used. */
  readonly retries: readonly PromptJob[];
  /** Left out: all that is written can be used. */
  readonly isUsable?: (completion: Completion) => Promise<boolean>;
  readonly examplesUsed: number;
  readonly examplesDropped: number;
  /** Error: emptyAnswer. */
  read(completion: Completion): ReadAnswer | CellError;
}

/** What the job of a row is made of, besides its prompt. */
interface JobParts {
  readonly format: AnswerFormat;
  readonly answerType: AnswerType;
  readonly basis: PromptBasis | null;
  readonly settings: Settings;
  readonly modelHash: string;
  readonly constraint?: Constraint;
  readonly weight?: number;
  /** Hash of the adapter that answers. */
  readonly adapter?: string;
  readonly read: (completion: Completion) => CellValue | CellError;
}

/** A job from its prompt and its parts. */
export function jobOf({ prompt, examples, examplesDropped }: FittedPrompt, parts: JobParts): PromptJob {
  const { format, answerType, settings, modelHash, constraint, adapter } = parts;
  const { seed: _seed, ...sampling } = samplingOptions(settings, format, settings.seed);
  const content = {
    modelHash,
    prompt,
    sampling,
    format: format.id,
    answerType,
    ...(constraint && { constraint }),
    ...(adapter !== undefined && { adapter }),
  };
  return {
    key: contentKey(content, settings.seed),
    request: {
      prompt,
      sampling: { ...sampling, seed: drawSeed(content, settings.seed) },
      ...(constraint && { constraint }),
      ...(adapter !== undefined && { adapter }),
    },
    modelHash,
    format: formatTitle(format),
    basis: parts.basis,
    column: null,
    leastConfidence: settings.confidence,
    isFormatChosen: false,
    weight: parts.weight ?? 1,
    others: [],
    retries: [],
    examplesUsed: examples.length,
    examplesDropped,
    read(completion) {
      const value = parts.read(completion);
      if (value instanceof CellError) return value;
      return {
        value,
        written: asExamplesSay(value, completion, parts),
        probability: answerProbability(completion, sampling.stop),
        wholeProbability: wholeProbability(completion),
      };
    },
  };
}

function asExamplesSay(
  value: CellValue,
  { text }: Completion,
  { format, answerType }: Pick<JobParts, "format" | "answerType">,
): string {
  const isLikeExamples = typeof value === "string" || answerTypeOf([value]) === answerType;
  return isLikeExamples ? promptText(value) : answerText(text, format);
}

/** The cell's value from what the model wrote. Errors: emptyAnswer, answerOfOtherType. */
export function readTyped(
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

/** What bounds the answers of a column in a format; undefined where any text may come. */
export function constraintOf(
  { rule }: ColumnType,
  format: AnswerFormat,
  biases: readonly number[] | null,
): Constraint | undefined {
  const { allowed } = rule;
  if (allowed === null) return undefined;
  const fair = allowed.kind === "texts" && biases !== null ? { ...allowed, biases } : allowed;
  return { allowed: fair, before: format.answerPrefix, after: format.answerSuffix };
}

/** Most tokens of an answer: a label is never cut. */
export async function answerTokens(
  { rule }: ColumnType,
  { maxTokens }: Settings,
  countTokens: CountTokens,
): Promise<number> {
  if (rule.allowed?.kind !== "texts") return maxTokens;
  return Math.max(maxTokens, ...(await Promise.all(rule.allowed.texts.map(countTokens))));
}
