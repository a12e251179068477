import { short, count, type ErrorEntry } from "./error-entry.ts";
import { MODEL_ERRORS } from "./model-errors.ts";

export type { CellErrorSign } from "./error-entry.ts";

interface OptionBounds {
  readonly option: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** True where the lower bound itself is not allowed. */
  readonly aboveMin: boolean;
}

/**
 * Everything that can go wrong in words for people: #VALUE! wrong argument, #N/A no answer, #NUM! option out of range.
 */
export const ERRORS = {
  missingArgument: {
    cell: "#VALUE!",
    text: ({ name, expected }: { name: string; expected: string }) =>
      `The argument "${short(name)}" is missing or blank. Give ${short(expected, 80)}.`,
  },
  examplesOneColumn: {
    cell: "#VALUE!",
    text: () =>
      "The examples have only one column. Pick at least two, such as A2:B6: the inputs, then the answers as the last column.",
  },
  inputColumnsDiffer: {
    cell: "#VALUE!",
    text: ({ examples, input }: { examples: number; input: number }) =>
      `The examples have ${count(examples, "input column")} and the input has ${input}. Pick an input with ${count(examples, "column")}.`,
  },
  headersDiffer: {
    cell: "#VALUE!",
    text: ({ headers, columns }: { headers: number; columns: number }) =>
      `${headers === 1 ? "There is" : "There are"} ${count(headers, "header cell")} for ${count(columns, "example column")}. Pick one row with a header for each column. Options are an argument of their own, behind the headers.`,
  },
  noFinishedExample: {
    cell: "#VALUE!",
    text: () =>
      "None of the example rows is finished. Fill in at least one row, its answer in the last column too.",
  },
  noExampleAround: {
    cell: "#VALUE!",
    text: () =>
      "No finished rows around this cell. Type two or three answers into this column, or give the examples: =GPT(A2:B6, A7).",
  },
  noAppAround: {
    cell: "#VALUE!",
    text: () =>
      "No descriptions with the code of their apps stand around this cell. Give some, =GPT.CODE(A7, A2:B6), or copy those of the playground's sample workbook above it.",
  },
  inputNotOneRow: {
    cell: "#VALUE!",
    text: ({ rows }: { rows: number }) =>
      `Without examples the input must be one row; this one has ${rows}. Pick one row, or give the examples first: =GPT(A2:B6, A7:A9).`,
  },
  inputElsewhere: {
    cell: "#VALUE!",
    text: () =>
      "Without examples the input must stand in the formula's own row. Pick cells of this row, or give the examples: =GPT(A2:B6, A7).",
  },
  callerInInput: {
    cell: "#VALUE!",
    text: () => "The input includes the cell of the formula itself. Pick only the cells beside it.",
  },
  callerUnknown: {
    cell: "#VALUE!",
    text: () => "The sheet does not say where this formula stands. Give the examples too: =GPT(A2:B6, A7).",
  },
  tooManyColumns: {
    cell: "#VALUE!",
    text: ({ columns, limit }: { columns: number; limit: number }) =>
      `The range has ${columns} columns; at most ${limit} can be used. Pick fewer columns.`,
  },
  tooManyRows: {
    cell: "#VALUE!",
    text: ({ rows, limit }: { rows: number; limit: number }) =>
      `The range has ${rows} rows; one formula takes at most ${limit}. Split it over several formulas.`,
  },
  tooManyCells: {
    cell: "#VALUE!",
    text: ({ cells, limit }: { cells: number; limit: number }) =>
      `This formula would fill ${cells} cells; one fills at most ${limit}. Split it over several formulas.`,
  },
  inputBlank: {
    cell: "#VALUE!",
    text: () => "The input is blank. Type something into its cell, or pick another one.",
  },
  nothingGiven: {
    cell: "#VALUE!",
    text: () =>
      "This formula says nothing to answer. Write =GPT(A7) beside finished rows, or =GPT(A2:B6, A7) with A2:B6 as the examples.",
  },
  textTooLong: {
    cell: "#VALUE!",
    text: ({ characters, limit }: { characters: number; limit: number }) =>
      `The text has ${characters} characters; a cell holds at most ${limit}. Shorten it.`,
  },
  optionsUnreadable: {
    cell: "#VALUE!",
    text: ({ text }: { text: string }) =>
      `The option "${short(text)}" cannot be read. Write name=value, with ; between options: "temperature=0.7; max tokens=12".`,
  },
  labelsNotCommas: {
    cell: "#VALUE!",
    text: ({ labels }: { labels: string }) =>
      `A semicolon ends an option. Write commas between the answers: "one of: ${short(labels)}".`,
  },
  optionsNotTwoColumns: {
    cell: "#VALUE!",
    text: ({ columns }: { columns: number }) =>
      `The range of options has ${count(columns, "column")}. Pick two: names in the first, values in the second.`,
  },
  unknownOption: {
    cell: "#VALUE!",
    text: ({ name, nearest }: { name: string; nearest: string }) =>
      `There is no option "${short(name)}". Did you mean "${nearest}"?`,
  },
  optionUnreadable: {
    cell: "#VALUE!",
    text: ({ option, value, expected }: { option: string; value: string; expected: string }) =>
      `The option "${option}" cannot be "${short(value, 30)}". Give ${short(expected, 90)}.`,
  },
  optionOutOfRange: {
    cell: "#NUM!",
    text: ({ option, value, min, max, aboveMin }: OptionBounds) =>
      `The option "${option}" is ${value}. Give a number ${aboveMin ? `above ${min} and up to ${max}` : `from ${min} to ${max}`}.`,
  },
  promptTooLong: {
    cell: "#VALUE!",
    text: ({ tokens, limit }: { tokens: number; limit: number }) =>
      `Prompt and answer need ${tokens} tokens; the model reads ${limit}. Shorten the input or the examples, or lower max tokens.`,
  },
  exampleOutsideLabels: {
    cell: "#VALUE!",
    text: ({ answer }: { answer: string }) =>
      `The example answer "${short(answer)}" is not among the labels. Add it to the labels, or mend the example.`,
  },
  typeUnknown: {
    cell: "#VALUE!",
    text: ({ text, types }: { text: string; types: string }) =>
      `There is no type of answers "${short(text, 30)}". Give one of ${short(types, 90)}, or the allowed answers: "low, medium, high".`,
  },
  textsInOneColumn: {
    cell: "#VALUE!",
    text: ({ columns }: { columns: number }) =>
      `The texts have ${count(columns, "column")}, and several things are wanted of each. Pick the texts of one column.`,
  },
  fillNoInput: {
    cell: "#VALUE!",
    text: () => "No column stands left of this one to read from. Pick the column that the answers belong in.",
  },
  fillNoExample: {
    cell: "#VALUE!",
    text: () =>
      "No finished rows in this column. Type two or three answers into it; they show what is wanted. Or, where a blank row parts these rows from finished ones, select both.",
  },
  fillOnlyHeader: {
    cell: "#VALUE!",
    text: () =>
      "Only the first row is finished, and it looks like the names of the columns. Type two or three answers below it; they show what is wanted.",
  },
  fillNothingEmpty: {
    cell: "#VALUE!",
    text: () =>
      "Every row of this column has its answer. Pick a column with empty cells. Or, where more rows stand below a blank one, select them together with the finished rows.",
  },
  fillApps: {
    cell: "#VALUE!",
    text: ({ formula }: { formula: string }) =>
      `The finished rows are code of apps, which =GPT.CODE writes. Type ${formula} into the first empty cell, and drag its corner down.`,
  },
  nothingToFreeze: {
    cell: "#VALUE!",
    text: () => "No answer of the model is selected. Pick cells with =GPT(…) that are done.",
  },
  answerSpills: {
    cell: "#VALUE!",
    text: () => "This cell is filled by the formula in another cell. Pick that one and freeze it first.",
  },
  argumentNotOneCell: {
    cell: "#VALUE!",
    text: ({ name }: { name: string }) =>
      `The argument "${short(name)}" has several cells. Give one value, or pick one cell.`,
  },
  argumentUnreadable: {
    cell: "#VALUE!",
    text: ({ name, value, expected }: { name: string; value: string; expected: string }) =>
      `The argument "${short(name)}" cannot be "${short(value, 30)}". Give ${short(expected, 90)}.`,
  },
  rowsNotOne: {
    cell: "#VALUE!",
    text: ({ rows }: { rows: number }) =>
      `The input has ${count(rows, "row")}, and the result of one fills several rows. Pick one row.`,
  },
  rowColumnsDiffer: {
    cell: "#VALUE!",
    text: ({ examples, rows }: { examples: number; rows: number }) =>
      `The examples have ${count(examples, "column")} and the rows ${rows}. Pick rows with all columns of the examples, the answer last.`,
  },
  shapesDiffer: {
    cell: "#VALUE!",
    text: () =>
      "The two ranges do not fit together. Pick ranges of the same size, or one cell, one row or one column for one of them.",
  },
  textsNotOneColumn: {
    cell: "#VALUE!",
    text: ({ columns }: { columns: number }) =>
      `The texts have ${count(columns, "column")}. Pick one column of texts.`,
  },
  tooFewToTest: {
    cell: "#VALUE!",
    text: () => "There is no other example to test this one with. Fill in two rows or more.",
  },
  nothingToScore: {
    cell: "#VALUE!",
    text: () => "This text is too short to say how likely it is. Give a longer one.",
  },
  noAnswerThere: {
    cell: "#N/A",
    text: ({ address }: { address: string }) =>
      `No answer was given in ${short(address)} since this page was opened. Pick a cell with =GPT(…) that has run, or add examples and an input.`,
  },
  ruleAnswered: {
    cell: "#N/A",
    text: () => "A plain rule gave this answer, not the model. Pick the cell and see the rule in the pane.",
  },
  answerKept: {
    cell: "#N/A",
    text: () =>
      "This answer was kept with the workbook and not run again. Press Run again in the pane to see what the model reads.",
  },
  modelCannotCompare: {
    cell: "#N/A",
    text: () =>
      "This model gives answers only and cannot compare texts. Choose the one in the browser in the pane.",
  },
  emptyAnswer: {
    cell: "#N/A",
    text: () => "The model gave an empty answer. Add an example or two, or word them differently.",
  },
  answerOfOtherType: {
    cell: "#N/A",
    text: ({ answer, type }: { answer: string; type: string }) =>
      `The answer "${short(answer)}" is not of the type ${short(type, 12)}. Add an example or two, or give another type.`,
  },
  unsure: {
    cell: "#N/A",
    text: ({ percent, guess }: { percent: number; guess: string }) =>
      `Unsure (${percent} %), best guess: ${short(guess, 60)}. Add examples, type the answer, or lower the option "confidence".`,
  },
  ...MODEL_ERRORS,
  cancelled: {
    cell: "#N/A",
    text: () => "This cell was stopped. Press Run again in the pane to go on.",
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** What the text of an error needs: an empty list, or one object. */
export type ErrorParams<Code extends ErrorCode> = Parameters<(typeof ERRORS)[Code]["text"]>;

/** The texts of all errors in one language: a text that is missing does not compile. */
export type ErrorTexts = { readonly [Code in ErrorCode]: (...params: ErrorParams<Code>) => string };
