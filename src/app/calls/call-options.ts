import { CellError } from "../../core/errors/cell-error.ts";
import { isBlank } from "../../core/examples/cell-value.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import type { KeptSettings } from "../../core/kept/kept-key.ts";
import { parseOptions } from "../../core/options/parse-options.ts";
import type { Settings } from "../../core/options/settings.ts";
import { mergeSettings } from "../../core/options/settings.ts";
import type { Argument } from "../product.ts";
import type { CallSettings } from "../work-bench.ts";

/** What stands for a required argument that a formula leaves out; a computed blank has the same look. */
export const LEFT_OUT: Argument = { values: [[""]], address: null };

/** The argument, or null where it was left out or is blank. */
export function givenArgument(argument: Argument | null): Argument | null {
  return argument?.values.some((row) => row.some((value) => !isBlank(value))) ? argument : null;
}

/** The settings of a call with what an argument of its own says over them. */
export function statedSettings(call: CallSettings, stated: Partial<Settings>): CallSettings {
  return { ...call, settings: mergeSettings(call.settings, stated), own: { ...call.own, ...stated } };
}

/**
 * Under which settings the answers of a call are kept that the lesson it names answers: by what was taught, not by its
 * name.
 */
export const taught = ({ settings, own, lessonStamp: teach = "" }: CallSettings): KeptSettings => ({
  settings: { ...settings, teach },
  own: own.teach === undefined ? own : { ...own, teach },
});

/** Under which settings the answers of a call are kept that no lesson answers, whatever the workbook names. */
export const untaught = (call: KeptSettings): KeptSettings => ({
  ...call,
  fixed: { ...call.fixed, teach: "" },
});

/**
 * Whether a formula names dates after texts: then its answers are days of the sheet, and not those that were kept as
 * texts.
 */
export const givesDays = ({ answerType }: ExampleSet, { own }: Pick<CallSettings, "own">): boolean =>
  own.type === "date" && answerType === "text";

/** A part of a task's kind where the formula names a length: its answers are not those that were kept in full. */
export const lengthKind = ({ maxCharacters = 0 }: Partial<Settings>): readonly string[] =>
  maxCharacters > 0 ? ["cut"] : [];

/** What the formula sets for itself. Throws the CellError of a wrong option. */
export function callOptions(options: Argument | null): Partial<Settings> {
  const given = givenArgument(options);
  if (!given) return {};
  const own = parseOptions(given.values);
  if (own instanceof CellError) throw own;
  return own;
}

/** The workbook's settings with the formula's own options over them. Throws the CellError of a wrong option. */
export function callSettings(workbook: Settings, options: Argument | null): Settings {
  return mergeSettings(workbook, callOptions(options));
}
