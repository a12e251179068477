import { answerRuleFor } from "../../core/answers/answer-rule-for.ts";
import type { AnswerRule } from "../../core/answers/answer-rule.ts";
import { CellError, describe } from "../../core/errors/cell-error.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import type { Settings } from "../../core/options/settings.ts";
import { type ElectedAnswer, judgedAgain, saysSame, shownValue } from "../rows/answer-vote.ts";
import type { FillPreview, PreviewAnswer, PreviewRow } from "./fill-state.ts";
import type { AskRow } from "./row-asker.ts";

/** How many of the rows to fill are shown beforehand. */
export const PREVIEW_ROWS = 5;

/** At most so many examples are asked for: each is a prompt of its own. */
const BACKTEST_ROWS = 10;

export interface PreviewParts {
  readonly exampleSet: ExampleSet;
  /** The texts of the rows to fill. */
  readonly inputs: readonly (readonly string[])[];
  readonly settings: Settings;
  readonly ask: AskRow;
  readonly signal: AbortSignal;
  readonly onChange: (preview: FillPreview) => void;
}

const joined = (inputs: readonly string[]): string => inputs.filter((text) => text !== "").join(", ");

/**
 * Whether an answer counts as the expected one: case, outer spaces and the way in which a day is written do not matter.
 * rule: of the column with the expected answer in it.
 */
export function isSameAnswer(answer: ElectedAnswer, expected: string, rule: AnswerRule): boolean {
  return saysSame(answer, expected, rule, (text) => text.trim().toLowerCase());
}

function toAnswer(read: ElectedAnswer | CellError): PreviewAnswer {
  if (read instanceof CellError) return { status: "failed", message: describe(read).text };
  return { status: "done", value: read.value, confidence: read.confidence };
}

/** What the row's cell will show: an answer below the wished confidence is none there. */
function toShownAnswer(read: ElectedAnswer | CellError): PreviewAnswer {
  const shown = read instanceof CellError ? read : shownValue(read);
  return toAnswer(shown instanceof CellError ? shown : read);
}

function replaced<Row>(rows: readonly Row[], index: number, patch: Partial<Row>): readonly Row[] {
  return rows.map((row, at) => (at === index ? { ...row, ...patch } : row));
}

/** An example that is left out is the only one with its label, it may be: the label may come out all the same. */
function wholeLabels({ examples }: ExampleSet, settings: Settings): Settings {
  if (settings.type !== "label" || settings.oneOf.length > 0) return settings;
  return { ...settings, oneOf: [...new Set(examples.map(({ output }) => output))] };
}

/**
 * Answers the first rows, and each example with the others as examples (leave one out), and tells of each answer as it
 * comes. Resolves when all are there or the signal aborted; never rejects.
 */
export async function runPreview(parts: PreviewParts): Promise<void> {
  const { exampleSet, settings, ask, signal, onChange } = parts;
  const { examples } = exampleSet;
  const shown = parts.inputs.slice(0, PREVIEW_ROWS);
  const testedUnder = wholeLabels(exampleSet, settings);
  const { rule } = answerRuleFor(exampleSet, testedUnder);
  const tested = examples.length > 1 ? examples.slice(0, BACKTEST_ROWS) : [];
  const waiting = (inputs: readonly string[]): PreviewRow => ({
    input: joined(inputs),
    answer: { status: "waiting" },
  });
  let preview: FillPreview = {
    isRunning: true,
    rows: shown.map(waiting),
    backtest: tested.map(({ inputs, output }) => ({
      ...waiting(inputs),
      expected: exampleSet.answerType === "number" ? Number(output) : output,
      isRight: null,
    })),
  };
  const change = (patch: Partial<FillPreview>): void => {
    preview = { ...preview, ...patch };
    if (!signal.aborted) onChange(preview);
  };
  change({});
  const answerRows = async (): Promise<void> => {
    const answers = await Promise.all(
      shown.map(async (inputs, index) => {
        const read = await ask(exampleSet, inputs, settings, signal);
        change({ rows: replaced(preview.rows, index, { answer: toShownAnswer(read) }) });
        return read;
      }),
    );
    // Their cells will be judged with all of these answers in the column, not only with those that came before.
    const rows = preview.rows.map((row, index) => {
      const read = answers[index]!;
      return { ...row, answer: toShownAnswer(read instanceof CellError ? read : judgedAgain(read)) };
    });
    change({ rows });
  };
  await Promise.all([
    answerRows(),
    ...tested.map(async ({ inputs, output }, index) => {
      const others = { ...exampleSet, examples: examples.filter((_, at) => at !== index) };
      const read = await ask(others, inputs, testedUnder, signal, exampleSet);
      const isRight = !(read instanceof CellError) && isSameAnswer(read, output, rule);
      change({ backtest: replaced(preview.backtest, index, { answer: toAnswer(read), isRight }) });
    }),
  ]);
  change({ isRunning: false });
}
