import { distance } from "fastest-levenshtein";
import { CellError, cellError } from "../errors/cell-error.ts";
import type { CellValue } from "../examples/cell-value.ts";
import { isBlank } from "../examples/cell-value.ts";
import type { OptionEntry } from "./option-entries.ts";
import { entriesOfText } from "./option-entries.ts";
import type { OptionKey } from "./option-table.ts";
import { OPTION_KEYS, OPTIONS } from "./option-table.ts";
import type { OptionValue } from "./option-value.ts";
import { readOptionValue } from "./option-value.ts";
import type { Settings } from "./settings.ts";

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}

function spellings(key: OptionKey): readonly string[] {
  return [OPTIONS[key].name, ...OPTIONS[key].aliases].map(plain);
}

function nearestKey(name: string): OptionKey {
  const closeness = (key: OptionKey) =>
    Math.min(...spellings(key).map((spelling) => distance(spelling, plain(name))));
  return OPTION_KEYS.reduce((best, key) => (closeness(key) < closeness(best) ? key : best));
}

/** A number keeps its own form; text keeps its line breaks, which a stop may hold. */
function valueText(value: CellValue): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value ?? "").trim();
}

function entriesOfRange(values: readonly (readonly CellValue[])[]): readonly OptionEntry[] | CellError {
  const columns = values[0]?.length ?? 0;
  if (columns !== 2) return cellError("optionsNotTwoColumns", { columns });
  const entries = values
    .filter(([name = null, value = null]) => !isBlank(name) && !isBlank(value))
    .map(([name = null, value = null]) => ({ name: valueText(name), value: valueText(value) }));
  return joinedLabels(entries);
}

const isLabels = (name: string): boolean => spellings("oneOf").includes(plain(name));

/** Labels may stand one below the other, each with the option's name before it. */
function joinedLabels(entries: readonly OptionEntry[]): readonly OptionEntry[] {
  const isLabel = ({ name }: OptionEntry) => isLabels(name);
  const labels = entries.filter(isLabel);
  if (labels.length < 2) return entries;
  const value = labels.map((entry) => entry.value).join(", ");
  return [...entries.filter((entry) => !isLabel(entry)), { name: OPTIONS.oneOf.name, value }];
}

/**
 * A formula's options from its argument: one cell of text ("temperature=0.7; max tokens=12") or two columns, names and
 * values, where rows with a blank are skipped. Later entries win. Gives only the options that are set. Errors:
 * optionsUnreadable, labelsNotCommas, optionsNotTwoColumns, unknownOption, optionUnreadable, optionOutOfRange.
 */
export function parseOptions(values: readonly (readonly CellValue[])[]): Partial<Settings> | CellError {
  const isOneCell = values.length === 1 && values[0]?.length === 1;
  const entries = isOneCell ? entriesOfText(String(values[0]?.[0] ?? ""), isLabels) : entriesOfRange(values);
  if (entries instanceof CellError) return entries;
  const options: Partial<Record<OptionKey, OptionValue>> = {};
  for (const { name, value } of entries) {
    const key = OPTION_KEYS.find((candidate) => spellings(candidate).includes(plain(name)));
    if (!key) return cellError("unknownOption", { name, nearest: OPTIONS[nearestKey(name)].name });
    const read = readOptionValue(OPTIONS[key], value);
    if (read instanceof CellError) return read;
    options[key] = read;
  }
  // Each value was read by its key's row of the table, whose kinds and choices are those of Settings.
  return options as Partial<Settings>;
}
