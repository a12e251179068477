import { answerRuleFor, type ColumnType, textRule } from "../../core/answers/answer-rule-for.ts";
import { CellError } from "../../core/errors/cell-error.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import type { Settings } from "../../core/options/settings.ts";
import { fitPrompt } from "../../core/prompts/context-budget.ts";
import type { TextFormat } from "../../core/prompts/prompt-format.ts";
import {
  answerTokens,
  constraintOf,
  jobOf,
  type PromptJob,
  type PromptModel,
  readTyped,
} from "./prompt-job.ts";

const NO_EXAMPLES: ExampleSet = { headers: null, examples: [], answerType: "text" };

/** What can follow a text alone: of the stated type for a question, anything for a beginning. */
export function textColumn({ isAnswer }: TextFormat, settings: Settings): ColumnType {
  if (isAnswer) return answerRuleFor(NO_EXAMPLES, settings);
  return { id: "text", isStated: false, rule: textRule(settings) };
}

/** The job of a text alone. Error: promptTooLong. */
export async function textJob(
  format: TextFormat,
  text: string,
  settings: Settings,
  { info, countTokens }: PromptModel,
): Promise<PromptJob | CellError> {
  const column = textColumn(format, settings);
  const maxTokens = await answerTokens(column, settings, countTokens);
  const budget = { contextTokens: info.contextTokens, maxTokens, countTokens };
  const prompt = await fitPrompt(format.render(text), budget);
  if (prompt instanceof CellError) return prompt;
  const constraint = constraintOf(column, format, null);
  return jobOf(
    { prompt, examples: [], examplesDropped: 0 },
    {
      format,
      answerType: "text",
      basis: null,
      settings: { ...settings, maxTokens },
      modelHash: info.hash,
      ...(constraint && { constraint }),
      read: (completion) => readTyped(completion, format, column),
    },
  );
}
