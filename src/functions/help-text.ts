import { currentLanguage } from "../core/language/language.ts";
import type { CellFunction, Parameter } from "./cell-function.ts";
import { GERMAN_HELP } from "./german-help.ts";

const helpIn = ({ name }: CellFunction) => (currentLanguage() === "de" ? GERMAN_HELP[name] : undefined);

/** What formula help says of a function, in the current language: its summary, and below it a formula. */
export function helpText(cellFunction: CellFunction): string {
  const {
    summary,
    examples: [example],
  } = cellFunction;
  const help = helpIn(cellFunction) ?? { summary, example: example?.title };
  return example ? `${help.summary}\n${example.formula}: ${help.example}.` : help.summary;
}

/** What formula help says of one of a function's parameters, in the current language. */
export const parameterHelp = (cellFunction: CellFunction, { name, help }: Parameter): string =>
  helpIn(cellFunction)?.parameters[name] ?? help;
