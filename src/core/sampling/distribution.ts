import type { TokenCandidate } from "../../engine/completer.ts";
import type { ProcessorOptions } from "./logits-processor.ts";
import { largest } from "./logits-processor.ts";
import { activeProcessors } from "./processors.ts";

/** A candidate with its probability once the processors have run. */
export interface ReshapedCandidate extends TokenCandidate {
  /** Between 0 and 1; the probabilities of all candidates add up to 1. */
  readonly probability: number;
  /** False where a processor dropped it. */
  readonly kept: boolean;
}

/** Probabilities from logits: [n], unnormalised; -Infinity gives 0. At least one logit is finite. */
export function softmax(logits: Float32Array): Float64Array {
  const max = largest(logits);
  const weights = Float64Array.from(logits, (logit) => Math.exp(logit - max));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * The next-token distribution after temperature, top-k, top-p and min-p, from kept candidates instead of a model run.
 * At temperature 0 the likeliest candidate has everything.
 *
 * Two limits. Tokens outside the candidates count as impossible, so with few candidates a flat distribution looks
 * sharper than it is. The repetition penalty is left out: it acts on logits, and log-probabilities lie a constant apart
 * from them, which matters for it and for nothing else here.
 */
export function reshape(
  candidates: readonly TokenCandidate[],
  options: ProcessorOptions,
): readonly ReshapedCandidate[] {
  if (candidates.length === 0) return [];
  const logits = Float32Array.from(candidates, ({ logProbability }) => logProbability);
  if (options.temperature === 0) {
    const best = logits.indexOf(largest(logits));
    return candidates.map((candidate, index) => ({
      ...candidate,
      probability: index === best ? 1 : 0,
      kept: index === best,
    }));
  }
  for (const processor of activeProcessors({ ...options, repetitionPenalty: 1 })) {
    processor.process(logits, options, []);
  }
  const probabilities = softmax(logits);
  return candidates.map((candidate, index) => ({
    ...candidate,
    probability: probabilities[index]!,
    kept: logits[index] !== -Infinity,
  }));
}
