/* eslint-disable @typescript-eslint/no-explicit-any -- the metadata tool reads these very types */
import { callFromExcel } from "./call-from-excel.ts";

/**
 * Fills in an answer from a few finished rows, with a language model that runs on this computer.
 * =GPT($A$2:$B$6, A7) answers A7 as the rows A2:B6 show; =GPT(A7) takes the finished rows around the cell.
 * @customfunction GPT
 * @helpurl https://localhost:3000/index.html
 * @param {any[][]} examplesOrInput Finished rows: inputs, then the answer in the last column. Alone, the input itself: the finished rows around the cell are then the examples.
 * @param {any[][]} [input] What to answer: one row, or many rows, whose answers spill.
 * @param {any[][]} [headers] One row that names the columns of the examples. Left out, the row above them is used where it names them.
 * @param {any[][]} [options] Such as "temperature=0.7; max tokens=12", or a range with names and values.
 * @param {CustomFunctions.CancelableInvocation} invocation Tells where the formula stands and when it is stopped.
 * @returns {Promise<any[][]>} The answers, one for each row of the input.
 * @cancelable
 * @requiresAddress
 * @requiresParameterAddresses
 */
export function gpt(
  examplesOrInput: any[][],
  input: any[][],
  headers: any[][],
  options: any[][],
  invocation: CustomFunctions.CancelableInvocation,
): Promise<any[][]> {
  return callFromExcel("GPT", [examplesOrInput, input, headers, options], invocation);
}
