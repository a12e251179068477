import type { SamplingOptions } from "../completer.ts";

/** The likeliest tokens up to the end of the line, 12 at most. */
export const GREEDY: SamplingOptions = {
  temperature: 0,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  maxTokens: 12,
  stop: ["\n"],
  seed: 7,
};
