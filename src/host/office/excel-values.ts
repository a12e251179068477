import { CellError } from "../../core/errors/cell-error.ts";
import { CellDate, numberInFormat } from "../../core/examples/cell-date.ts";
import { dateFormat } from "../../core/examples/date-format.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { toExcelError } from "./excel-error.ts";

/** What Excel gives a function for a cell with a data type, as an `Excel.CellValue`. */
interface DataTypeValue {
  readonly type: string;
  /** Of what a cell shows in an Excel that does not know the data type. */
  readonly basicType?: string;
  readonly basicValue?: string | number | boolean;
  /** Of an entity, what its cell shows. */
  readonly text?: string;
  readonly numberFormat?: string;
}

/** A cell of an argument as Excel gives it to a function. */
export type ExcelArgument = string | number | boolean | null | DataTypeValue;

/** A number that shows as its format says in a cell without a format of its own. */
interface FormattedNumber {
  readonly type: "Double" | "FormattedNumber";
  readonly basicType: "Double";
  readonly basicValue: number;
  readonly numberFormat: string;
}

/** The value of an argument's cell: of a data type what the cell shows; an error is an empty one. */
export function fromExcelValue(value: ExcelArgument): CellValue {
  if (typeof value !== "object" || value === null) return value;
  const { type, basicType = type, basicValue = null, text, numberFormat = null } = value;
  if (text !== undefined) return text;
  if (basicType === "Error") return null;
  return typeof basicValue === "number" ? numberInFormat(basicValue, numberFormat) : basicValue;
}

/** A matrix of answers as Excel takes it: dates with their number format, where it takes such. */
export function toExcelAnswers(
  answers: readonly (readonly (CellValue | CellError)[])[],
): (CellValue | FormattedNumber | CustomFunctions.Error)[][] {
  return answers.map((row) =>
    row.map((value) => {
      if (value instanceof CellError) return toExcelError(value);
      return value instanceof CellDate ? excelDate(value) : value;
    }),
  );
}

function excelDate({ days, format }: CellDate): number | FormattedNumber {
  const { requirements } = Office.context;
  // The first set with data types for functions; another Excel would show an error.
  if (!requirements.isSetSupported("CustomFunctionsRuntime", "1.4")) return days;
  // One name took the place of the other.
  const type = requirements.isSetSupported("ExcelApi", "1.19") ? "Double" : "FormattedNumber";
  return { type, basicType: "Double", basicValue: days, numberFormat: shownFormat(format) };
}

/**
 * Excel gives the short date of the system as the American one. In a cell it shows as in the person's country; with a
 * value it is taken at its word, and 4 March would read as 3 April.
 */
function shownFormat(format: string): string {
  if (!/^m\/d\/yy(yy)?( h:mm)?$/i.test(format)) return format;
  return dateFormat(format)?.hasTime ? "yyyy-mm-dd hh:mm" : "yyyy-mm-dd";
}
