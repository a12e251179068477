import type { LogitsProcessor } from "./logits-processor.ts";

/**
 * Divides the positive and multiplies the negative logits of tokens that prompt or answer already hold, each once
 * (Keskar et al. 2019, CTRL, section 4.1; `RepetitionPenaltyLogitsProcessor` of transformers).
 */
export const repetitionPenalty: LogitsProcessor = {
  id: "repetition-penalty",
  isActive: (options) => options.repetitionPenalty !== 1,
  process: (logits, { repetitionPenalty: penalty }, tokens) => {
    for (const id of new Set(tokens)) {
      const logit = logits[id];
      if (logit !== undefined) logits[id] = logit < 0 ? logit * penalty : logit / penalty;
    }
  },
};
