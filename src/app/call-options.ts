import { CellError } from "../core/errors/cell-error.ts";
import { isBlank } from "../core/examples/cell-value.ts";
import { parseOptions } from "../core/options/parse-options.ts";
import type { Settings } from "../core/options/settings.ts";
import { mergeSettings } from "../core/options/settings.ts";
import type { Argument } from "./product.ts";

/** The argument, or null where it was left out or is blank. */
export function givenArgument(argument: Argument | null): Argument | null {
  return argument?.values.some((row) => row.some((value) => !isBlank(value))) ? argument : null;
}

/** The workbook's settings with the formula's own options over them. Throws the CellError of a wrong option. */
export function callSettings(workbook: Settings, options: Argument | null): Settings {
  const given = givenArgument(options);
  if (!given) return workbook;
  const own = parseOptions(given.values);
  if (own instanceof CellError) throw own;
  return mergeSettings(workbook, own);
}
