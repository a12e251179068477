import type { LogitsProcessor } from "./logits-processor.ts";

/**
 * Divides all logits: below 1 sharpens the distribution, above 1 flattens it. At 0 (greedy) the order is all that
 * counts.
 */
export const temperature: LogitsProcessor = {
  id: "temperature",
  isActive: (options) => options.temperature !== 1 && options.temperature > 0,
  process: (logits, options) => {
    for (let id = 0; id < logits.length; id++) logits[id]! /= options.temperature;
  },
};
