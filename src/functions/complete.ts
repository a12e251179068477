/* eslint-disable @typescript-eslint/no-explicit-any -- the metadata tool reads these very types */
import { callFromExcel } from "./call-from-excel.ts";

/**
 * Continues a text, with a language model that runs on this computer.
 * @customfunction GPT.COMPLETE
 * @helpurl https://localhost:3000/index.html
 * @param {any[][]} text The beginning, or a range of beginnings, whose continuations spill.
 * @param {any[][]} [options] Such as "max tokens=40", or a range with names and values.
 * @param {CustomFunctions.CancelableInvocation} invocation Tells where the formula stands and when it is stopped.
 * @returns {Promise<any[][]>} What comes after the text.
 * @cancelable
 * @requiresAddress
 * @requiresParameterAddresses
 */
export function complete(
  text: any[][],
  options: any[][],
  invocation: CustomFunctions.CancelableInvocation,
): Promise<any[][]> {
  return callFromExcel("GPT.COMPLETE", [text, options], invocation);
}
