import type { SamplingOptions } from "../../engine/completer.ts";

/** What the processors read of the options. */
export type ProcessorOptions = Pick<
  SamplingOptions,
  "temperature" | "topK" | "topP" | "minP" | "repetitionPenalty"
>;

/** One step between the model's logits and the draw. */
export interface LogitsProcessor {
  readonly id: string;
  /** False where these options make the step change nothing; it is then left out. */
  readonly isActive: (options: ProcessorOptions) => boolean;
  /**
   * Changes logits ([vocab], unnormalised) in place. A dropped token gets -Infinity; at least one stays.
   * tokens: ids of prompt and answer so far.
   */
  readonly process: (logits: Float32Array, options: ProcessorOptions, tokens: readonly number[]) => void;
}

/** The largest logit; -Infinity where all tokens are dropped. */
export function largest(logits: Float32Array): number {
  let max = -Infinity;
  for (const logit of logits) if (logit > max) max = logit;
  return max;
}
