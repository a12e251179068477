import { CellError, describe } from "../../core/errors/cell-error.ts";

/** Excel's own error for one of ours. #NUM! cannot carry a message there, so what is out of bounds shows as #VALUE!. */
export function toExcelError(error: unknown): CustomFunctions.Error {
  const { ErrorCode } = CustomFunctions;
  if (error instanceof CellError) {
    const { cell, text } = describe(error);
    return new CustomFunctions.Error(cell === "#N/A" ? ErrorCode.notAvailable : ErrorCode.invalidValue, text);
  }
  const text = error instanceof Error ? error.message : String(error);
  return new CustomFunctions.Error(ErrorCode.notAvailable, text);
}
