import type { OptionKey } from "../../core/options/option-table.ts";

/** Settings that are numbers, in the order of their fields. */
export const NUMBER_KEYS = [
  "temperature",
  "topK",
  "topP",
  "minP",
  "repetitionPenalty",
  "maxTokens",
  "seed",
  "confidence",
  "unsureBelow",
] as const satisfies readonly OptionKey[];
