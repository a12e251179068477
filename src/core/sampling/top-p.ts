import type { LogitsProcessor } from "./logits-processor.ts";
import { largest } from "./logits-processor.ts";

/** Buckets by distance from the largest logit: 1/128 nat wide; whatever lies 64 nats or more below shares the last. */
const BUCKETS_PER_NAT = 128;
const BUCKETS = 64 * BUCKETS_PER_NAT;

function bucketOf(distance: number): number {
  return Math.min(BUCKETS - 1, Math.floor(distance * BUCKETS_PER_NAT));
}

/**
 * Keeps the smallest set of likeliest tokens whose probability reaches p (Holtzman et al. 2020, nucleus sampling;
 * transformers' `TopPLogitsWarper`): a token goes when those ranked above it reach p already. Of equal tokens the
 * higher id ranks higher, as after a stable ascending sort.
 *
 * Instead of sorting the vocabulary, the mass is summed in buckets; only the bucket in which p is reached is sorted.
 */
export const topP: LogitsProcessor = {
  id: "top-p",
  isActive: (options) => options.topP < 1,
  process: (logits, options) => {
    const max = largest(logits);
    const masses = new Float64Array(BUCKETS);
    for (const logit of logits) {
      if (logit !== -Infinity) masses[bucketOf(max - logit)]! += Math.exp(logit - max);
    }
    const enough = options.topP * masses.reduce((sum, mass) => sum + mass, 0);
    let above = 0;
    let border = 0;
    while (border < BUCKETS - 1 && above + masses[border]! < enough) above += masses[border++]!;

    const members: number[] = [];
    for (let id = 0; id < logits.length; id++) {
      const logit = logits[id]!;
      if (logit === -Infinity) continue;
      const bucket = bucketOf(max - logit);
      if (bucket === border) members.push(id);
      else if (bucket > border) logits[id] = -Infinity;
    }
    members.sort((a, b) => logits[b]! - logits[a]! || b - a);
    for (const id of members) {
      const mass = Math.exp(logits[id]! - max);
      if (above >= enough) logits[id] = -Infinity;
      above += mass;
    }
  },
};
