import { distance } from "fastest-levenshtein";

/** Every function that formulas may call. */
export const FUNCTION_NAMES = [
  "GPT",
  "GPT.FILL",
  "GPT.FILLAS",
  "GPT.FORMAT",
  "GPT.CLASSIFY",
  "GPT.EXTRACT",
  "GPT.TRANSLATE",
  "GPT.SUMMARIZE",
  "GPT.LIST",
  "GPT.TABLE",
  "GPT.MATCH",
  "GPT.SIMILAR",
  "GPT.ASK",
  "GPT.COMPLETE",
  "GPT.CODE",
  "GPT.CONFIDENCE",
  "GPT.ALTERNATIVES",
  "GPT.CHECK",
  "GPT.BACKTEST",
  "GPT.SCORE",
  "GPT.TOKENS",
  "GPT.PROMPT",
  "GPT.XRAY",
  "GPT.MODEL",
] as const;

export interface NearFunction {
  /** As it stands in the formula. */
  readonly written: string;
  /** The one that is likely meant. */
  readonly meant: string;
}

const sorted = (text: string): string => [...text].sort().join("");

/**
 * The function that a misspelled name of a formula is likely meant to be; null where each is ours, or far from ours.
 */
export function nearFunction(formula: string): NearFunction | null {
  const withoutTexts = formula.replace(/"[^"]*"|'[^']*'/g, "");
  for (const [, written] of withoutTexts.matchAll(/([A-Z][\w.]*)\(/gi)) {
    const meant = nearestTo(written!.toUpperCase());
    if (meant !== null) return { written: written!, meant };
  }
  return null;
}

function nearestTo(name: string): string | null {
  const [meant, off] = FUNCTION_NAMES.map((each) => [each, distance(name, each)] as const).reduce(
    (best, each) => (each[1] < best[1] ? each : best),
  );
  // As Excel writes a name between a prefix and the bracket.
  if (off === 0 || FUNCTION_NAMES.some((each) => name.replace("_", ".") === each)) return null;
  const isNear = off <= Math.max(1, Math.floor(name.length / 4)) || sorted(name) === sorted(meant);
  return isNear ? meant : null;
}
