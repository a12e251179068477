import type { Argument } from "../app/product.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import { ArgumentFormats } from "../host/office/argument-formats.ts";
import { toExcelAnswers, toExcelError } from "../host/office/excel-error.ts";
import type { CellFunction } from "./cell-function.ts";
import { currentProduct } from "./product-slot.ts";

type Matrix = readonly (readonly CellValue[])[];

const formats = new ArgumentFormats();

/** Runs a cell function for Excel: its arguments, null where left out, and its invocation. */
export async function callFromExcel(
  { run }: CellFunction,
  args: readonly (Matrix | null | undefined)[],
  invocation: CustomFunctions.CancelableInvocation,
): Promise<ReturnType<typeof toExcelAnswers>> {
  const abort = new AbortController();
  invocation.onCanceled = () => abort.abort();
  const addresses = invocation.parameterAddresses ?? [];
  const argument = async (values: Matrix | null | undefined, index: number): Promise<Argument | null> => {
    if (values === null || values === undefined) return null;
    const address = addresses[index] || null;
    return { values: await formats.withDates(values, address), address };
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
