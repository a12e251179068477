import type { CellError } from "../errors/cell-error.ts";
import { cellError } from "../errors/cell-error.ts";
import { EXPECTED } from "../errors/expected.ts";
import type {
  ChoiceOption,
  LabelsOption,
  NumberOption,
  Option,
  SwitchOption,
  TextsOption,
} from "./option-table.ts";
import { splitOutsideQuotes } from "./option-entries.ts";

const NUMBER = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?\s*(%?)$/i;

function readNumber(option: NumberOption, text: string): number | CellError {
  const expected = option.kind === "integer" ? EXPECTED.wholeNumber : EXPECTED.number;
  const match = NUMBER.exec(text);
  if (!match) return cellError("optionUnreadable", { option: option.name, value: text, expected });
  const number = Number(text.replace("%", "").trim().replace(",", "."));
  const value = match[4] === "%" ? number / 100 : number;
  if (option.kind === "integer" && !Number.isInteger(value)) {
    return cellError("optionUnreadable", { option: option.name, value: text, expected });
  }
  const { min, max, aboveMin } = option;
  const isInside = value <= max && (aboveMin ? value > min : value >= min);
  return isInside ? value : cellError("optionOutOfRange", { option: option.name, value, min, max, aboveMin });
}

function readChoice(option: ChoiceOption, text: string): string | CellError {
  const wanted = text.toLowerCase().replace(/[\s_]+/g, "-");
  const found = [option.default, ...option.choices].find((choice) => choice === wanted);
  const expected = EXPECTED.oneOf(option.choices);
  return found ?? cellError("optionUnreadable", { option: option.name, value: text, expected });
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** Takes the quotes off and turns \n, \r, \t into their characters; any other escaped character stands for itself. */
function unquote(text: string): string {
  const inner = /^"[^]*"$/.test(text) && text.length > 1 ? text.slice(1, -1) : text;
  return inner.replace(/\\([^])/g, (_, character: string) => ESCAPES[character] ?? character);
}

function readTexts(option: TextsOption, text: string): readonly string[] | CellError {
  const parts = splitOutsideQuotes(text, (character) => character === "|");
  const expected = EXPECTED.quotedText;
  if (!parts) return cellError("optionUnreadable", { option: option.name, value: text, expected });
  // A bar inside one pair of quotes parts as well: stop="a|b".
  const texts = parts.flatMap((part) => {
    const trimmed = part.trim();
    const quoted = /^"([^]*)"$/.exec(trimmed);
    const bars = quoted ? splitOutsideQuotes(quoted[1] ?? "", (character) => character === "|") : null;
    return bars ? bars.map((bar) => unquote(`"${bar}"`)) : [unquote(trimmed)];
  });
  return texts.includes("")
    ? cellError("optionUnreadable", { option: option.name, value: text, expected })
    : texts;
}

function readLabels(option: LabelsOption, text: string): readonly string[] | CellError {
  const parts = splitOutsideQuotes(text, (character) => character === "," || character === "|");
  const labels = [...new Set((parts ?? []).map((part) => unquote(part.trim()).trim()))].filter(
    (label) => label !== "",
  );
  const expected = EXPECTED.labelsOption;
  return labels.length >= 2
    ? labels
    : cellError("optionUnreadable", { option: option.name, value: text, expected });
}

const SWITCHES: Readonly<Record<string, boolean>> = {
  yes: true,
  true: true,
  on: true,
  no: false,
  false: false,
  off: false,
};

function readSwitch(option: SwitchOption, text: string): boolean | CellError {
  const expected = EXPECTED.yesOrNo;
  return (
    SWITCHES[text.toLowerCase()] ??
    cellError("optionUnreadable", { option: option.name, value: text, expected })
  );
}

/** What an option can be. */
export type OptionValue = number | string | boolean | readonly string[];

/** Reads an option's value from text. Errors: optionUnreadable, optionOutOfRange. */
export function readOptionValue(option: Option, text: string): OptionValue | CellError {
  switch (option.kind) {
    case "number":
    case "integer":
      return readNumber(option, text);
    case "choice":
      return readChoice(option, text);
    case "texts":
      return readTexts(option, text);
    case "labels":
      return readLabels(option, text);
    case "switch":
      return readSwitch(option, text);
    case "name":
      return unquote(text.trim()).trim();
  }
}
