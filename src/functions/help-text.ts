import { currentLanguage, type Language } from "../core/language/language.ts";
import type { CellFunction, Parameter } from "./cell-function.ts";
import { GERMAN_HELP } from "./german-help.ts";

const helpIn = ({ name }: CellFunction, language: Language) =>
  language === "de" ? GERMAN_HELP[name] : undefined;

/** What formula help says of a function: its summary, and below it a formula. */
export function helpText(cellFunction: CellFunction, language: Language = currentLanguage()): string {
  const {
    summary,
    examples: [example],
  } = cellFunction;
  const help = helpIn(cellFunction, language) ?? { summary, example: example?.title };
  return example ? `${help.summary}\n${example.formula}: ${help.example}.` : help.summary;
}

/** What formula help says of one of a function's parameters. */
export const parameterHelp = (
  cellFunction: CellFunction,
  { name, help }: Parameter,
  language: Language = currentLanguage(),
): string => helpIn(cellFunction, language)?.parameters[name] ?? help;
