import type { Argument } from "../app/product.ts";
import { ArgumentFormats } from "../host/office/argument-formats.ts";
import { toExcelError } from "../host/office/excel-error.ts";
import { type ExcelArgument, fromExcelValue, toExcelAnswers } from "../host/office/excel-values.ts";
import type { CellFunction } from "./cell-function.ts";
import { currentProduct } from "./product-slot.ts";

/** As Excel gives an argument. */
export type ExcelMatrix = readonly (readonly ExcelArgument[])[];

const formats = new ArgumentFormats();

/** Runs a cell function for Excel: its arguments, null where left out, and its invocation. */
export async function callFromExcel(
  { run }: CellFunction,
  args: readonly (ExcelMatrix | null | undefined)[],
  invocation: CustomFunctions.CancelableInvocation,
): Promise<ReturnType<typeof toExcelAnswers>> {
  const abort = new AbortController();
  invocation.onCanceled = () => abort.abort();
  const addresses = invocation.parameterAddresses ?? [];
  const argument = async (
    values: ExcelMatrix | null | undefined,
    index: number,
  ): Promise<Argument | null> => {
    if (values === null || values === undefined) return null;
    const address = addresses[index] || null;
    const plain = values.map((row) => row.map(fromExcelValue));
    return { values: await formats.withDates(plain, address), address };
  };
  try {
    const given = await Promise.all(args.map(argument));
    const call = { caller: invocation.address ?? null, signal: abort.signal };
    const product = await currentProduct();
    return toExcelAnswers(await product.run(call, (bench) => run(given, bench)));
  } catch (error) {
    // Excel's error class is not an Error.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw toExcelError(error);
  }
}
