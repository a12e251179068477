import { CellError, cellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { isBlank, promptText } from "../../core/examples/cell-value.ts";
import type { ExampleSet, ReadOutput } from "../../core/examples/example-set.ts";
import { examplesFromRange } from "../../core/examples/example-set.ts";
import { examplesAround } from "../../core/examples/examples-around.ts";
import { headersFromTexts, mayNameColumns } from "../../core/examples/headers.ts";
import type { HeaderChoice } from "../../core/examples/examples-around.ts";
import { keptKeys, type KeptKey } from "../../core/kept/kept-key.ts";
import type { Settings } from "../../core/options/settings.ts";
import type { RangeAddress } from "../../core/ranges/a1.ts";
import { formatAddress, parseAddress } from "../../core/ranges/a1.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import { givenArgument, givesDays, LEFT_OUT, statedSettings, taught } from "./call-options.ts";
import type { Answers, Argument, GptArguments } from "../product.ts";
import { examplesJob } from "./examples-job.ts";
import type { SpillCell } from "./spill.ts";
import { spreadLists } from "./spread-lists.ts";
import type { CallSettings, WorkBench } from "../work-bench.ts";

/** What a call may read of the sheet besides its arguments. */
export type SheetReader = Pick<SpreadsheetHost, "readArea" | "readRegion">;

/** More columns make prompts that small models cannot follow. */
const COLUMN_LIMIT = 32;

export interface GptRows {
  readonly exampleSet: ExampleSet;
  /** One entry for each row of the input: its texts, or null for a blank row. */
  readonly inputs: readonly (readonly string[] | null)[];
}

function columnsOf(argument: Argument): number {
  const columns = argument.values[0]?.length ?? 0;
  if (columns > COLUMN_LIMIT) throw cellError("tooManyColumns", { columns, limit: COLUMN_LIMIT });
  return columns;
}

function inputTexts(values: Argument["values"]): readonly (readonly string[] | null)[] {
  return values.map((row: readonly CellValue[]) => (row.every(isBlank) ? null : row.map(promptText)));
}

/** The rectangle from the input to the caller, in whose region both stand even when a blank column parts them. */
function between(input: RangeAddress, caller: RangeAddress): RangeAddress {
  if (input.row !== caller.row || input.sheet !== caller.sheet) return input;
  const column = Math.min(input.column, caller.column);
  const end = Math.max(input.column + input.columns, caller.column + 1);
  return { ...input, column, columns: end - column };
}

async function rowsAround(
  input: Argument,
  call: RowArguments,
  headerChoice: HeaderChoice,
  sheet: SheetReader,
  readOutput: ReadOutput,
): Promise<ExampleSet> {
  const caller = call.caller === null ? null : parseAddress(call.caller);
  if (!caller) throw cellError("callerUnknown");
  const place = input.address === null ? null : parseAddress(input.address);
  if (!place) throw cellError("inputElsewhere");
  const block = await sheet.readRegion(formatAddress(between(place, caller)));
  const address = parseAddress(block.address);
  if (!address) throw new Error(`The host read no region but "${block.address}"`);
  const { values, formulas } = block;
  const found = examplesAround({ address, values, formulas }, place, caller, headerChoice, readOutput);
  if (found instanceof CellError) throw found;
  const given = givenArgument(call.headers);
  if (!given) return found;
  const texts = given.values.flat().map(promptText);
  const columns = place.columns + 1;
  if (given.values.length !== 1 || texts.length !== columns) {
    throw cellError("headersDiffer", { headers: texts.length, columns });
  }
  return { ...found, headers: headersFromTexts(texts) };
}

/** The row above the examples where it names every column: typed texts, each its own, none of them an example. */
export async function headersAbove(
  examples: Argument,
  sheet: SheetReader,
): Promise<Argument["values"] | null> {
  const place = examples.address === null ? null : parseAddress(examples.address);
  if (!place || place.row === 0) return null;
  const above = await sheet.readArea(formatAddress({ ...place, row: place.row - 1, rows: 1 }));
  const cells = above?.values[0] ?? [];
  const isTyped = cells.length === place.columns && !cells.some((_, column) => above?.formulas[0]?.[column]);
  return isTyped && mayNameColumns(cells) ? [cells] : null;
}

/** What says which rows a call is about. */
interface RowArguments extends Omit<GptArguments, "options"> {
  /** Address of the cell that holds the formula; null where nobody knows. */
  readonly caller: string | null;
}

/** Examples and inputs of a call of GPT in any of its forms. Throws the CellError of a wrong argument. */
export async function gptRows(
  call: RowArguments,
  headerChoice: HeaderChoice,
  sheet: SheetReader,
  readOutput: ReadOutput = promptText,
): Promise<GptRows> {
  const input = call.input ?? call.examplesOrInput;
  columnsOf(call.examplesOrInput);
  const columns = columnsOf(input);
  const inputs = inputTexts(input.values);
  if (inputs.length === 1 && inputs[0] === null) {
    throw cellError(input === LEFT_OUT ? "nothingGiven" : "inputBlank");
  }
  if (call.input === null) {
    return { exampleSet: await rowsAround(input, call, headerChoice, sheet, readOutput), inputs };
  }
  const given = givenArgument(call.headers)?.values ?? null;
  const headers = given ?? (headerChoice === "no" ? null : await headersAbove(call.examplesOrInput, sheet));
  const exampleSet = examplesFromRange(call.examplesOrInput.values, headers, columns, readOutput);
  if (exampleSet instanceof CellError) throw exampleSet;
  return { exampleSet, inputs };
}

/** The keys under which the answers to rows after these examples are kept. */
export const exampleKeys = (
  exampleSet: ExampleSet,
  call: CallSettings,
): ((inputs: readonly string[]) => KeptKey) =>
  keptKeys(givesDays(exampleSet, call) ? ["days", exampleSet] : exampleSet, taught(call));

/** Makes the cell that answers a row's inputs after these examples; of a blank row, a blank one. */
export function exampleCells(
  exampleSet: ExampleSet,
  call: CallSettings,
): (inputs: readonly string[] | null) => SpillCell {
  const { settings, own } = call;
  const keptKey = exampleKeys(exampleSet, call);
  return (inputs) =>
    inputs && {
      settings,
      own,
      keptKey: keptKey(inputs),
      build: (model) => examplesJob(exampleSet, inputs, settings, model),
    };
}

/**
 * The work of =GPT: an answer for each row of the input; lists spill to the right. stated: settings that an argument of
 * its own gives.
 */
export async function gptAnswers(
  args: GptArguments,
  bench: WorkBench,
  stated: Partial<Settings> = {},
): Promise<Answers> {
  const call = statedSettings(bench.settings(args.options), stated);
  const { settings } = call;
  const { exampleSet, inputs } = await gptRows(
    { ...args, caller: bench.caller },
    settings.headers,
    bench.sheet,
  );
  const cellOf = exampleCells(exampleSet, call);
  const answers = await bench.spill(inputs.map((input) => [cellOf(input)]));
  return settings.type === "list" ? spreadLists(answers) : answers;
}
