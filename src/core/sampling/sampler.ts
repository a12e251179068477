import type { SamplerFactory } from "../../engine/sampler.ts";
import { uniformAt } from "./counter-random.ts";
import { largest } from "./logits-processor.ts";
import { activeProcessors } from "./processors.ts";

/** The likeliest token; of equal ones the lowest id, as in PyTorch's argmax. */
function likeliest(logits: Float32Array): number {
  const id = logits.indexOf(largest(logits));
  if (id < 0) throw new Error("The logits hold no number to choose from");
  return id;
}

/**
 * Draws a token by inverse CDF over the kept tokens in id order: one uniform number a step, where Gumbel-max would need
 * one for each of 262,144 ids. Id order, not order of likelihood, because two nearly equal tokens may change places
 * between a run in a batch and a run alone; in id order such noise moves the borders by no more than itself.
 * logits: [vocab], unnormalised. uniform: in [0, 1).
 */
export function drawToken(logits: Float32Array, uniform: number): number {
  const max = largest(logits);
  let total = 0;
  for (const logit of logits) if (logit !== -Infinity) total += Math.exp(logit - max);
  if (!(total > 0 && total < Infinity)) throw new Error("The logits hold no distribution to draw from");
  const target = uniform * total;
  let reached = 0;
  let last = -1;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id]!;
    if (logit === -Infinity) continue;
    reached += Math.exp(logit - max);
    last = id;
    if (reached > target) break;
  }
  return last;
}

/**
 * Makes the sampler of one request: processors of `PROCESSORS`, then the likeliest token (temperature 0) or a draw that
 * depends on seed and step only. Null for greedy decoding without a penalty.
 */
export const createSampler: SamplerFactory = (options) => {
  const processors = activeProcessors(options);
  const isGreedy = options.temperature === 0;
  if (isGreedy && processors.length === 0) return null;
  return (logits, { tokens, step }) => {
    for (const processor of processors) processor.process(logits, options, tokens);
    return isGreedy ? likeliest(logits) : drawToken(logits, uniformAt(options.seed, step));
  };
};
