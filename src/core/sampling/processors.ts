import type { LogitsProcessor, ProcessorOptions } from "./logits-processor.ts";
import { minP } from "./min-p.ts";
import { repetitionPenalty } from "./repetition-penalty.ts";
import { temperature } from "./temperature.ts";
import { topK } from "./top-k.ts";
import { topP } from "./top-p.ts";

/** All processors, in the order of transformers' `GenerationMixin._get_logits_processor`. A new one is a line here. */
export const PROCESSORS: readonly LogitsProcessor[] = [repetitionPenalty, temperature, topK, topP, minP];

/** Those that change anything with these options. At temperature 0 only the penalty can change the likeliest token. */
export function activeProcessors(options: ProcessorOptions): readonly LogitsProcessor[] {
  const chain = options.temperature === 0 ? [repetitionPenalty] : PROCESSORS;
  return chain.filter((processor) => processor.isActive(options));
}
