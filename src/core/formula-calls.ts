/** A call of one of our functions, under any prefix that Excel writes before the name. */
const CALLS_OURS = /(^|[^A-Z0-9_])(_XLDUDF_)?GPT([._][A-Z]+)?\(/i;

/** Whether a formula calls a function of ours anywhere in it. */
export function callsOurs(formula: string): boolean {
  return CALLS_OURS.test(formula);
}
