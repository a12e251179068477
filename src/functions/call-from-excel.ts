import type { Argument } from "../app/product.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import { toExcelAnswers, toExcelError } from "../host/office/excel-error.ts";
import { cellFunction } from "./function-table.ts";
import { currentProduct } from "./product-slot.ts";

type Matrix = readonly (readonly CellValue[])[];

/** Runs a cell function for Excel: its arguments, null where left out, and its invocation. */
export async function callFromExcel(
  name: string,
  args: readonly (Matrix | null)[],
  invocation: CustomFunctions.CancelableInvocation,
  // The metadata tool asks for this type word for word.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
): Promise<any[][]> {
  const abort = new AbortController();
  invocation.onCanceled = () => abort.abort();
  const addresses = invocation.parameterAddresses ?? [];
  const given = args.map((values, index): Argument | null =>
    values === null || values === undefined ? null : { values, address: addresses[index] || null },
  );
  try {
    const call = { caller: invocation.address ?? null, signal: abort.signal };
    return toExcelAnswers(await cellFunction(name).run(await currentProduct(), given, call));
  } catch (error) {
    // Excel's error class is not an Error.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw toExcelError(error);
  }
}
