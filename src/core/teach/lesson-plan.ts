import type { TeachRequest } from "../../engine/teacher.ts";
import { writtenExamples } from "../answers/answer-rule-for.ts";
import type { AnswerRule } from "../answers/answer-rule.ts";
import type { ExampleSet } from "../examples/example-set.ts";
import type { CountTokens } from "../prompts/context-budget.ts";
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

/** Parts the rows, and writes them as texts. */
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
  const ownTexts = lessonTexts(format, writtenExamples(learned, rule), []);
  const tokens = await Promise.all(ownTexts.map(({ text }) => countTokens(text)));
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
