/* eslint-disable @typescript-eslint/no-explicit-any -- the metadata tool reads these very types */
import { callFromExcel } from "./call-from-excel.ts";

/**
 * Answers a question in a few words, with a language model that runs on this computer. No examples are needed.
 * @customfunction GPT.ASK
 * @helpurl https://localhost:3000/index.html
 * @param {any[][]} question The question, or a range of questions, whose answers spill.
 * @param {any[][]} [options] Such as "temperature=0.7; max tokens=12", or a range with names and values.
 * @param {CustomFunctions.CancelableInvocation} invocation Tells where the formula stands and when it is stopped.
 * @returns {Promise<any[][]>} The answers.
 * @cancelable
 * @requiresAddress
 * @requiresParameterAddresses
 */
export function ask(
  question: any[][],
  options: any[][],
  invocation: CustomFunctions.CancelableInvocation,
): Promise<any[][]> {
  return callFromExcel("GPT.ASK", [question, options], invocation);
}
