import { callFromExcel, type ExcelMatrix } from "./call-from-excel.ts";
import { CELL_FUNCTIONS } from "./function-table.ts";

/** What Excel calls a function with: its arguments in order, and last the invocation. */
type ExcelArguments = [...args: (ExcelMatrix | null)[], invocation: CustomFunctions.CancelableInvocation];

/** Tells Excel which code answers which function. Must run while the page's first script does. */
export function registerFunctions(): void {
  for (const cellFunction of CELL_FUNCTIONS) {
    CustomFunctions.associate(cellFunction.name, (...given: ExcelArguments) => {
      const invocation = given.at(-1) as CustomFunctions.CancelableInvocation;
      const args = given.slice(0, -1) as Exclude<ExcelArguments[number], typeof invocation>[];
      return callFromExcel(cellFunction, args, invocation);
    });
  }
}
