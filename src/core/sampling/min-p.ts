import type { LogitsProcessor } from "./logits-processor.ts";
import { largest } from "./logits-processor.ts";

/** Drops tokens less likely than minP times the likeliest (Nguyen et al. 2024; transformers' `MinPLogitsWarper`). */
export const minP: LogitsProcessor = {
  id: "min-p",
  isActive: (options) => options.minP > 0,
  process: (logits, options) => {
    const max = largest(logits);
    for (let id = 0; id < logits.length; id++) {
      if (Math.exp(logits[id]! - max) < options.minP) logits[id] = -Infinity;
    }
  },
};
