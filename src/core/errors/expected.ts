import { inCurrentLanguage, type Translated } from "../language/language.ts";

/** What an argument or option should have been, as the end of "Give …". */
const ENGLISH = {
  number: "a number such as 0.7",
  wholeNumber: "a whole number",
  wholeNumberUpTo: (most: number) => `a whole number from 1 to ${most}`,
  trueOrFalse: "TRUE or FALSE",
  yesOrNo: "yes or no",
  oneOf: (choices: readonly string[]) => `one of ${choices.join(", ")}`,
  quotedText: 'a text in quotes, such as stop="END"',
  labels: 'two labels or more, such as "low, medium, high", or a range of them',
  labelsOption: "at least two labels with commas between them, such as low, medium, high",
  typeOrAnswers: (types: string) => `a type (${types}) or the allowed answers`,
  text: "a text or a range of texts",
  question: 'a question, such as "What is the capital of Peru?"',
  textToCompare: "a text or a range of texts to compare with",
  textColumn: "a text or a column of texts",
  textOrRows: "a text, or finished rows",
  textCellOrExamples: "a text, a cell with =GPT(…), or examples and an input",
  list: "the list to match to",
  whatToList: 'what to list, such as "countries in Europe"',
  listBeginning: "items that the list begins with",
  language: 'one language, such as "French"',
  whatToFind: 'what to find, such as "email address"',
  whatRowsAre: 'what stands in the rows, such as "countries in Europe"',
  columnNames: 'names of columns, such as "Country, Capital"',
} as const;

export type Expectations = Translated<typeof ENGLISH>;

/** As the end of "Geben Sie … an.", in the accusative. */
const GERMAN: Expectations = {
  number: "eine Zahl wie 0.7",
  wholeNumber: "eine ganze Zahl",
  wholeNumberUpTo: (most) => `eine ganze Zahl von 1 bis ${most}`,
  trueOrFalse: "WAHR oder FALSCH",
  yesOrNo: "yes oder no",
  oneOf: (choices) => `eines von ${choices.join(", ")}`,
  quotedText: 'einen Text in Anführungszeichen, wie stop="END"',
  labels: "zwei oder mehr Namen, wie „niedrig, mittel, hoch“, oder einen Bereich mit ihnen",
  labelsOption: "mindestens zwei Namen mit Kommas dazwischen, wie niedrig, mittel, hoch",
  typeOrAnswers: (types) => `eine Art (${types}) oder die erlaubten Antworten`,
  text: "einen Text oder einen Bereich von Texten",
  question: "eine Frage, wie „Was ist die Hauptstadt von Peru?“,",
  textToCompare: "einen Text oder einen Bereich von Texten zum Vergleich",
  textColumn: "einen Text oder eine Spalte von Texten",
  textOrRows: "einen Text oder fertige Zeilen",
  textCellOrExamples: "einen Text, eine Zelle mit =GPT(…) oder Beispiele und eine Eingabe",
  list: "die Liste, in der gesucht wird",
  whatToList: "was aufzuzählen ist, wie „countries in Europe“,",
  listBeginning: "Einträge, mit denen die Liste beginnt",
  language: "eine Sprache, wie „French“",
  whatToFind: "was gesucht ist, wie „email address“,",
  whatRowsAre: "was in den Zeilen steht, wie „countries in Europe“,",
  columnNames: "Namen der Spalten, wie „Land, Hauptstadt“",
};

/** What an argument or option should have been, for the errors that say so. */
export const EXPECTED: Expectations = inCurrentLanguage<Expectations>({ en: ENGLISH, de: GERMAN });
