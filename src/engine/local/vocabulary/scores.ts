/** What is wanted of the scores of one row. */
export type WantedScores =
  /** expected: a token that may well be next; where it is far ahead of all others, these are looked at less closely. */
  | { readonly kind: "candidates"; readonly expected?: number }
  /** The logits of all tokens too: for samplers. */
  | { readonly kind: "whole" }
  /** The logits of these tokens too. */
  | { readonly kind: "tokens"; readonly ids: Int32Array };

/** Scores of the next token after one row. */
export interface TokenScores {
  /** Likeliest tokens, likeliest first, with their logits. */
  readonly candidateIds: Int32Array;
  readonly candidateLogits: Float32Array;
  /** Natural logarithm of the sum over the vocabulary of exp(logit). */
  readonly logSumExp: number;
  /** [vocabulary]; only where wanted. */
  readonly wholeLogits?: Float32Array;
  /** [ids.length]; only where wanted. */
  readonly tokenLogits?: Float32Array;
}

/** How many of the likeliest tokens are given. */
export const CANDIDATES = 32;
