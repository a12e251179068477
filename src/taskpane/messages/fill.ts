import type { AnswerType } from "../../core/examples/example-set.ts";
import { countText, percentText } from "../language/quantities.ts";
import { cellsText, firstOf, rowsText } from "./counts.ts";

const ANSWER_TYPES: Readonly<Record<AnswerType, string>> = {
  text: "Text",
  number: "Numbers",
  boolean: "TRUE or FALSE",
  date: "Dates or times",
};

export const FILL = {
  title: "Fill a column",
  start: "Type two or three answers into a column, then select it. What can be filled shows here.",
  examples: "Examples",
  outputs: "To fill",
  area: (address: string, rows: number) => `${address}, ${rowsText(rows)}`,
  columns: "Columns",
  names: (inputs: readonly string[], output: string) => `${inputs.join(", ")} → ${output}`,
  noNames: "without names",
  firstRowNames: "First row holds names",
  onlyThese: (labels: readonly string[]) => `Only these answers: ${firstOf(labels)}`,
  form: "Answers",
  formText: (type: AnswerType, labels: readonly string[], format: string | null) =>
    `${labels.length === 0 ? ANSWER_TYPES[type] : `Only ${firstOf(labels)}`}${format === null ? "" : `, asked as “${format}”`}`,
  formula: "Formula",
  corrections: (typed: number, examples: string) =>
    `${typed === 1 ? "One answer" : `${countText(typed)} answers`} of this column ${typed === 1 ? "was" : "were"} typed, but its formulas learn from ${examples} only.`,
  correctionsHint:
    "The formulas then take the finished rows around them for examples, as =GPT(A7) does, also those that you correct later. Cells without a formula stay as they are; Undo gives the formulas back.",
  useCorrections: (formulas: number) => `Learn from all, in ${cellsText(formulas)}`,
  preview: "Try it",
  writeFormulas: (rows: number) => `Fill ${rowsText(rows)}`,
  writeValues: "Fill as values",
  writing: "Answering; the values are written at the end.",
  close: "Close",
  firstAnswers: "First answers",
  input: "Input",
  answer: "Answer",
  sure: "Likely right",
  sureHint:
    "How likely each answer is right, as its cell will say. No promise: it was learnt in columns whose answers are known.",
  waiting: "…",
  percent: percentText,
  testing: "Testing on your examples…",
  backtest: (right: number, rows: number) =>
    `Your own examples: ${countText(right)} of ${countText(rows)} right`,
  backtestHint: "Each example was left out and asked for, with the others as examples.",
  tooFewToTest: "One example cannot be tested. Finish a second row to see how often the model is right.",
  wrong: "Examples that came out wrong",
  wrongAnswer: (input: string, expected: string, answer: string | null) =>
    `${input}: ${answer ?? "no answer"}, not ${expected}`,
} as const;
