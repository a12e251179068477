import { MOST_TEXT_TOKENS, type LessonText, type TeachRequest } from "../../engine/teacher.ts";
import { writtenExamples } from "../answers/answer-rule-for.ts";
import type { AnswerRule } from "../answers/answer-rule.ts";
import { cellError } from "../errors/cell-error.ts";
import type { ExampleSet } from "../examples/example-set.ts";
import { START_TOKENS, type CountTokens } from "../prompts/context-budget.ts";
import type { PromptFormat } from "../prompts/prompt-format.ts";
import {
  firstRows,
  lessonTexts,
  mostEpochs,
  promptedRows,
  shownCount,
  splitRows,
  trainingsFor,
} from "./lesson-rows.ts";

/** What is taught of a column, and what it is judged by. */
export interface LessonPlan {
  /** How many rows are learned. */
  readonly learned: number;
  readonly heldBack: ExampleSet;
  /** How many of the first rows stand before each question. */
  readonly shown: number;
  /** Places of the rows that the prompt without the adapter shows. */
  readonly prompted: readonly number[];
  readonly request: Omit<TeachRequest, "seed">;
}

export interface PlanParts {
  readonly format: PromptFormat;
  /** How the column's answers are written. */
  readonly rule: AnswerRule;
  readonly countTokens: CountTokens;
}

/**
 * Parts the rows, and writes them as texts. Rejects with a CellError (lessonRowTooLong) that names the first row which
 * the model cannot be taught.
 */
export async function planLesson(
  exampleSet: ExampleSet,
  isHeldBack: boolean,
  { format, rule, countTokens }: PlanParts,
): Promise<LessonPlan> {
  const written = writtenExamples(exampleSet, rule);
  const shown = await shownCount(format, written, countTokens);
  const { examples } = firstRows(written, shown);
  const { learned, places, heldBack } = splitRows(exampleSet, isHeldBack);
  const texts = (set: ExampleSet) => lessonTexts(format, writtenExamples(set, rule), examples);
  const tokensOf = (each: readonly LessonText[]) => Promise.all(each.map(({ text }) => countTokens(text)));
  requireShort(exampleSet, await tokensOf(texts(exampleSet)));
  const tokens = await tokensOf(lessonTexts(format, writtenExamples(learned, rule), []));
  const learnedTokens = tokens.reduce((sum, count) => sum + count, 0);
  return {
    learned: learned.examples.length,
    heldBack,
    shown,
    prompted: await promptedRows(format, written, places, countTokens),
    request: {
      texts: texts(learned),
      heldBack: texts(heldBack),
      epochs: mostEpochs(learned.examples.length),
      trainings: trainingsFor(learnedTokens, heldBack.examples.length),
    },
  };
}

/** counts: tokens of each row with those that are shown before it. Throws a CellError (lessonRowTooLong). */
function requireShort({ examples }: ExampleSet, counts: readonly number[]): void {
  const all = counts.map((count) => START_TOKENS + count);
  const long = all.findIndex((tokens) => tokens > MOST_TEXT_TOKENS);
  if (long < 0) return;
  const row = examples[long]!.inputs.find((input) => input !== "") ?? "";
  throw cellError("lessonRowTooLong", { row, tokens: all[long]!, limit: MOST_TEXT_TOKENS });
}
