import { cellError } from "../../core/errors/cell-error.ts";
import { EXPECTED } from "../../core/errors/expected.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { isBlank, promptText } from "../../core/examples/cell-value.ts";
import { givenArgument } from "../calls/call-options.ts";
import type { Argument } from "../product.ts";

/** The single value of an argument; null where it was left out or is blank. Throws argumentNotOneCell. */
function singleValue(name: string, argument: Argument | null): CellValue {
  const given = givenArgument(argument);
  if (!given) return null;
  if (given.values.flat().length !== 1) throw cellError("argumentNotOneCell", { name });
  return given.values[0]![0]!;
}

/** TRUE or FALSE, also as 1, 0, yes or no; FALSE where left out. Throws argumentUnreadable. */
export function switchArgument(name: string, argument: Argument | null): boolean {
  const value = singleValue(name, argument);
  if (value === null) return false;
  const text = promptText(value).toLowerCase();
  if (["true", "1", "yes"].includes(text)) return true;
  if (["false", "0", "no"].includes(text)) return false;
  throw cellError("argumentUnreadable", { name, value: text, expected: EXPECTED.trueOrFalse });
}

/** A whole number from 1 to most. Throws argumentUnreadable and argumentNotOneCell. */
export function countArgument(
  name: string,
  argument: Argument | null,
  byDefault: number,
  most: number,
): number {
  const value = singleValue(name, argument);
  if (value === null) return byDefault;
  const number = Number(promptText(value));
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  const expected = EXPECTED.wholeNumberUpTo(most);
  throw cellError("argumentUnreadable", { name, value: promptText(value), expected });
}

/** One of the choices by its name; the first one where left out. Throws argumentUnreadable and argumentNotOneCell. */
export function choiceArgument<Choice extends { readonly name: string }>(
  name: string,
  argument: Argument | null,
  choices: readonly Choice[],
  find: (text: string) => Choice | null,
): Choice {
  const value = singleValue(name, argument);
  if (value === null) return choices[0]!;
  const found = find(promptText(value));
  if (found) return found;
  const expected = EXPECTED.oneOf(choices.map((choice) => choice.name));
  throw cellError("argumentUnreadable", { name, value: promptText(value), expected });
}

/** The argument, which must be there and not blank. Throws missingArgument. */
export function neededArgument(name: string, argument: Argument, expected: string): Argument {
  if (argument.values.every((row) => row.every(isBlank)))
    throw cellError("missingArgument", { name, expected });
  return argument;
}

/** Each cell's text as it stands, null where blank, in the shape of the argument. */
export function cellTexts({ values }: Argument): readonly (readonly (string | null)[])[] {
  return values.map((row) =>
    row.map((value) => (isBlank(value) ? null : typeof value === "string" ? value : promptText(value))),
  );
}
