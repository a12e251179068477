import type { AnswerRule } from "../../core/answers/answer-rule.ts";
import { labelType } from "../../core/answers/types/one-of.ts";
import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { EXPECTED } from "../../core/errors/expected.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { isBlank, promptText } from "../../core/examples/cell-value.ts";
import type { AnswerType, ExampleSet } from "../../core/examples/example-set.ts";
import { examplesFromRange } from "../../core/examples/example-set.ts";
import type { Headers } from "../../core/examples/headers.ts";
import { keptKeys } from "../../core/kept/kept-key.ts";
import type { IntegerRange } from "../../core/options/option-table.ts";
import { OPTIONS } from "../../core/options/option-table.ts";
import { readOptionValue } from "../../core/options/option-value.ts";
import type { Settings } from "../../core/options/settings.ts";
import type { CountTokens } from "../../core/prompts/context-budget.ts";
import type { PromptFormat } from "../../core/prompts/prompt-format.ts";
import { givenArgument, untaught } from "./call-options.ts";
import type { Argument } from "../product.ts";
import { taskJob } from "./examples-job.ts";
import type { SpillCell } from "./spill.ts";
import type { CallSettings } from "../work-bench.ts";

/** What the rows of a function with a prompt of its own share. */
export interface TaskCall extends CallSettings {
  /** Those of the settings that the function decides. */
  readonly fixed?: Partial<Settings>;
  /** Part of the key under which its answers are kept, with what they depend on besides examples and input. */
  readonly kind: readonly [task: string, ...about: unknown[]];
  readonly format: PromptFormat;
  readonly exampleSet: ExampleSet;
  /** What the answer to these inputs may be. */
  readonly rule: (inputs: readonly string[]) => AnswerRule;
  /** How many tokens an answer needs room for, where the formula does not say. */
  readonly room: (inputs: readonly string[], countTokens: CountTokens) => Promise<number>;
}

/** Makes the cell of a task's row; of a blank one, a blank cell. */
export function taskCells(call: TaskCall): (inputs: readonly string[] | null) => SpillCell {
  const { kind, format, exampleSet, settings, own } = call;
  const keptKey = keptKeys([...kind, exampleSet], untaught(call));
  return (inputs) =>
    inputs && {
      settings,
      own,
      keptKey: keptKey(inputs),
      build: async (model) => {
        const column = { id: "text", isStated: true, rule: call.rule(inputs) };
        const room = own.maxTokens ?? (await call.room(inputs, model.countTokens));
        const maxTokens = Math.min(OPTIONS.maxTokens.max, Math.max(settings.maxTokens, room));
        return taskJob({ format, exampleSet, inputs, column }, { ...settings, maxTokens }, model);
      },
    };
}

/** The one text of an argument. Throws missingArgument with what was expected. */
export function oneText({ values }: Argument, name: string, expected: string): string {
  const texts = values.flat().map(promptText);
  const [text = ""] = texts;
  if (texts.length !== 1 || text === "") throw cellError("missingArgument", { name, expected });
  return text;
}

/** The texts of a row, a column, or of a single cell with commas between them. Throws missingArgument. */
export function severalTexts(argument: Argument, name: string, expected: string): readonly string[] {
  const cells = argument.values.flat().filter((value) => !isBlank(value));
  const texts = cells.length === 1 ? listedTexts(promptText(cells[0]!)) : cells.map(promptText);
  if (texts.length === 0) throw cellError("missingArgument", { name, expected });
  return texts;
}

function listedTexts(text: string): readonly string[] {
  const listed = readOptionValue(OPTIONS.oneOf, text);
  return listed instanceof CellError ? [text] : (listed as readonly string[]);
}

/** A whole number, or null where it was left out. Throws the error of an option. */
export function wholeNumber(argument: Argument | null, range: IntegerRange): number | null {
  const given = givenArgument(argument);
  if (!given) return null;
  const value = readOptionValue(range, given.values.flat().map(promptText).join(" "));
  if (value instanceof CellError) throw value;
  return value as number;
}

/**
 * Finished pairs of a text and its answer; none where the argument was left out. column: of the answers, counted from
 * the first column after the text. Throws what is wrong with them.
 */
export function pairedExamples(argument: Argument | null, headers: Headers, column = 0): ExampleSet {
  const given = givenArgument(argument);
  if (!given) return { headers, examples: [], answerType: "text" };
  const pairs = given.values.map((row) => (row.length < 2 ? row : [row[0]!, row[column + 1] ?? null]));
  const set = examplesFromRange(pairs, null, 1);
  if (set instanceof CellError) throw set;
  return { ...set, headers };
}

/** A closed set of answers, and what they are in the sheet. */
export interface Labels {
  /** Two or more, each once. */
  readonly texts: readonly string[];
  readonly type: AnswerType;
}

/**
 * The labels of a range, or of one text with commas between them. Throws missingArgument where there are fewer than
 * two.
 */
export function labelsOf(argument: Argument): Labels {
  const expected = EXPECTED.labels;
  const name = "labels";
  const written = severalTexts(argument, name, expected).map((text) => text.replace(/^one of:\s*/i, ""));
  const texts = [...new Set(written)];
  if (texts.length < 2) throw cellError("missingArgument", { name, expected });
  return { texts, type: labelType(texts) };
}

/** A number where the text is one, as a cell takes it. */
export function cellValue(text: string): CellValue {
  return /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text) ? Number(text.replaceAll(",", "")) : text;
}
