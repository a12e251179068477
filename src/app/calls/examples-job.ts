import type { ColumnType } from "../../core/answers/answer-rule-for.ts";
import { answerRuleFor, writtenExamples } from "../../core/answers/answer-rule-for.ts";
import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { type ExampleSet } from "../../core/examples/example-set.ts";
import { AUTO } from "../../core/options/option-table.ts";
import type { Settings } from "../../core/options/settings.ts";
import { fitExamples, fitPrompt } from "../../core/prompts/context-budget.ts";
import type { FormatEvidence, RankedFormat } from "../../core/prompts/format-evidence.ts";
import { rankFormats } from "../../core/prompts/format-evidence.ts";
import { formatById } from "../../core/prompts/formats/formats.ts";
import type { PromptFormat } from "../../core/prompts/prompt-format.ts";
import { firstRows, rowsAt } from "../../core/teach/lesson-rows.ts";
import {
  answerTokens,
  constraintOf,
  jobOf,
  readTyped,
  type PromptJob,
  type PromptModel,
} from "./prompt-job.ts";

/** In how many formats a careful answer is asked for. */
const CAREFUL_FORMATS = 3;

/** The formats to ask in, the best one first. */
function formatsOf(
  { format, careful }: Settings,
  evidence: readonly FormatEvidence[],
): readonly RankedFormat[] {
  if (format === AUTO || careful) return rankFormats(evidence, careful ? CAREFUL_FORMATS : 1);
  return [{ format, weight: 1 }];
}

/**
 * The job of one row after examples, with the jobs that stand for election with it where the settings say careful.
 * inputs: as many as each example has. Error: promptTooLong.
 */
export async function examplesJob(
  exampleSet: ExampleSet,
  inputs: readonly string[],
  settings: Settings,
  model: PromptModel,
): Promise<PromptJob | CellError> {
  if (settings.teach !== "") return taughtJob(inputs, settings, model);
  const column = answerRuleFor(exampleSet, settings);
  const maxTokens = await answerTokens(column, settings, model.countTokens);
  const parts = { column, settings: { ...settings, maxTokens }, model };
  const examples = writtenExamples(exampleSet, column.rule);
  const isOpen = settings.careful || settings.format === AUTO;
  const evidence = isOpen ? ((await model.weighFormats?.(examples)) ?? []) : [];
  const jobs: PromptJob[] = [];
  for (const ranked of formatsOf(settings, evidence)) {
    const job = await formatJob(formatById(ranked.format), examples, inputs, {
      ...parts,
      weight: ranked.weight,
    });
    if (job instanceof CellError) return job;
    jobs.push({ ...job, isFormatChosen: evidence.length > 0 });
  }
  if (jobs.length > 1 && column.rule.allowed === null) {
    // The same examples read backwards find other answers; how likely they are is judged in the sheet's order.
    const backwards = { ...examples, examples: examples.examples.toReversed() };
    for (const { basis } of [...jobs]) {
      const job = await formatJob(basis!.format, backwards, inputs, { ...parts, weight: 0 });
      if (job instanceof CellError) return job;
      jobs.push({ ...job, isFormatChosen: true });
    }
  }
  const [first, ...others] = jobs;
  return { ...first!, others, column: model.tallyOf?.(examples) ?? null };
}

interface FormatJobParts {
  readonly column: ColumnType;
  readonly settings: Settings;
  readonly model: PromptModel;
  readonly weight?: number;
}

/** The job of one row in one format. */
async function formatJob(
  format: PromptFormat,
  exampleSet: ExampleSet,
  inputs: readonly string[],
  { column, settings, model: { info, countTokens, weighLabels }, weight = 1 }: FormatJobParts,
): Promise<PromptJob | CellError> {
  const budget = { contextTokens: info.contextTokens, maxTokens: settings.maxTokens, countTokens };
  const fitted = await fitExamples(format, exampleSet, inputs, budget);
  if (fitted instanceof CellError) return fitted;
  const biases = (await weighLabels?.(format, exampleSet, column.rule.allowed)) ?? null;
  const constraint = constraintOf(column, format, biases);
  return jobOf(fitted, {
    format,
    answerType: exampleSet.answerType,
    basis: {
      format,
      exampleSet: { ...exampleSet, examples: fitted.examples },
      inputs,
    },
    settings,
    modelHash: info.hash,
    weight,
    ...(constraint && { constraint }),
    read: (completion) => readTyped(completion, format, column),
  });
}

/**
 * The job of one row that a lesson answers, as it was taught, with the job of the prompted rows without the adapter
 * beside it where that has a share, as these rows alone would answer it; or with that job alone where it was better.
 * Errors: promptTooLong, lessonUnknown, lessonOfOtherModel. Rejects as `Lessons.lessonFor`.
 */
async function taughtJob(
  inputs: readonly string[],
  settings: Settings,
  model: PromptModel,
): Promise<PromptJob | CellError> {
  const { info, countTokens, lessonNamed } = model;
  const lesson =
    (await lessonNamed?.(settings.teach)) ?? cellError("lessonUnknown", { name: settings.teach, known: [] });
  if (lesson instanceof CellError) return lesson;
  const prompted = rowsAt(lesson.exampleSet, lesson.prompted);
  if (!lesson.isUsed) return examplesJob(prompted, inputs, { ...settings, teach: "" }, model);
  const column = answerRuleFor(lesson.exampleSet, settings);
  const format = formatById(lesson.format);
  const shown = firstRows(writtenExamples(lesson.exampleSet, column.rule), lesson.shown);
  const maxTokens = await answerTokens(column, settings, countTokens);
  const budget = { contextTokens: info.contextTokens, maxTokens, countTokens };
  const prompt = await fitPrompt(format.render(shown, inputs), budget);
  if (prompt instanceof CellError) return prompt;
  const constraint = constraintOf(column, format, null);
  const { promptShare } = lesson;
  const beside =
    promptShare === 0
      ? null
      : await examplesJob(prompted, inputs, { ...settings, careful: false, teach: "" }, model);
  if (beside instanceof CellError) return beside;
  const taught = jobOf(
    { prompt, examples: shown.examples, examplesDropped: 0 },
    {
      format,
      answerType: lesson.exampleSet.answerType,
      basis: { format, exampleSet: shown, inputs },
      settings: { ...settings, maxTokens },
      modelHash: info.hash,
      weight: 1 - promptShare,
      adapter: lesson.hash,
      ...(constraint && { constraint }),
      read: (completion) => readTyped(completion, format, column),
    },
  );
  return beside === null ? taught : { ...taught, others: [{ ...beside, weight: promptShare }] };
}

/** A row of a function that has a prompt of its own. */
export interface Task {
  readonly format: PromptFormat;
  /** The user's, in place of what the format shows by itself; may be empty. */
  readonly exampleSet: ExampleSet;
  readonly inputs: readonly string[];
  readonly column: ColumnType;
}

/** The job of a task; every text that its answers may be is as likely as the model finds it. Error: promptTooLong. */
export function taskJob(
  { format, exampleSet, inputs, column }: Task,
  settings: Settings,
  { info, countTokens }: PromptModel,
): Promise<PromptJob | CellError> {
  return formatJob(format, exampleSet, inputs, { column, settings, model: { info, countTokens } });
}
