/* eslint-disable @typescript-eslint/no-explicit-any -- the metadata tool reads these very types */
import { callFromExcel } from "./call-from-excel.ts";

/**
 * Cleans up texts, numbers, dates and times as a few finished rows show: by an exact rule where one explains them, else with the language model.
 * =GPT.FORMAT($A$2:$B$4, A5) finds the rule of A2:B4 and applies it to A5.
 * @customfunction GPT.FORMAT
 * @helpurl https://localhost:3000/index.html
 * @param {any[][]} examples Finished rows: inputs, then the answer in the last column. Two or three that differ are enough for most rules.
 * @param {any[][]} input What to format: one row, or many rows, whose answers spill.
 * @param {any[][]} [headers] One row that names the columns of the examples, for the model. Left out, the row above them is used where it names them.
 * @param {any[][]} [options] For the model, such as "max tokens=12", or a range with names and values.
 * @param {CustomFunctions.CancelableInvocation} invocation Tells where the formula stands and when it is stopped.
 * @returns {Promise<any[][]>} The answers, one for each row of the input.
 * @cancelable
 * @requiresAddress
 * @requiresParameterAddresses
 */
export function format(
  examples: any[][],
  input: any[][],
  headers: any[][],
  options: any[][],
  invocation: CustomFunctions.CancelableInvocation,
): Promise<any[][]> {
  return callFromExcel("GPT.FORMAT", [examples, input, headers, options], invocation);
}
