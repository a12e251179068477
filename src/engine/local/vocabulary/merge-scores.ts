import { largest } from "./largest.ts";
import { CANDIDATES, type TokenScores } from "./scores.ts";

/** Scores of one row over neighbouring shards, in the order of their tokens, as if they were one. */
export function mergeScores(parts: readonly TokenScores[]): TokenScores {
  if (parts.length === 1) return parts[0]!;
  const ids = parts.flatMap((part) => [...part.candidateIds]);
  const logits = Float32Array.from(parts.flatMap((part) => [...part.candidateLogits]));
  const best = largest(logits, { length: logits.length }, CANDIDATES);
  const most = Math.max(...parts.map((part) => part.logSumExp));
  const sum = parts.reduce((total, part) => total + Math.exp(part.logSumExp - most), 0);
  const whole = parts.flatMap((part) => part.wholeLogits ?? []);
  return {
    candidateIds: Int32Array.from(best, (i) => ids[i]!),
    candidateLogits: Float32Array.from(best, (i) => logits[i]!),
    logSumExp: most + Math.log(sum),
    ...(whole.length > 0 && { wholeLogits: joined(whole) }),
  };
}

function joined(arrays: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    out.set(array, at);
    at += array.length;
  }
  return out;
}
