import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** Few-shot prompts with the tokens that PyTorch finds likeliest after them (scripts/fixtures/reference_logits.py). */
export interface GoldenPrompt {
  readonly prefix: string;
  readonly suffix: string;
  readonly ids: readonly number[];
  /** Log of the probability that is left for all tokens outside the kept ones. */
  readonly logOfRest: number;
}

export interface GoldenScores extends GoldenPrompt {
  /** [KEPT]: the likeliest tokens, likeliest first, and their natural-log probabilities. */
  readonly keptIds: Uint32Array;
  readonly logProbabilities: Float32Array;
}

type Golden = readonly GoldenScores[];

/** Tokens kept for each prompt. */
const KEPT = 1024;

/** In nats: PyTorch's first token is this far ahead of its second where 8-bit noise must not change the order. */
export const CLEAR_MARGIN = 0.25;

/** The prompts of a model, with what PyTorch keeps of each: ids and log probabilities of the likeliest tokens. */
export function readGolden(model: string): Golden {
  const fixture = (name: string) => readFileSync(new URL(`../fixtures/${model}.${name}`, import.meta.url));
  const parsed = JSON.parse(fixture("prompts.json").toString()) as
    readonly GoldenPrompt[] | { readonly prompts: readonly GoldenPrompt[] };
  const prompts = "prompts" in parsed ? parsed.prompts : parsed;
  const bytes = Uint8Array.from(gunzipSync(fixture("top.bin.gz"))).buffer;
  const count = prompts.length * KEPT;
  const ids = new Uint32Array(bytes, 0, count);
  const logProbabilities = new Float32Array(bytes, count * Uint32Array.BYTES_PER_ELEMENT, count);
  return prompts.map((prompt, p) => ({
    ...prompt,
    keptIds: ids.subarray(p * KEPT, (p + 1) * KEPT),
    logProbabilities: logProbabilities.subarray(p * KEPT, (p + 1) * KEPT),
  }));
}

/** Kullback-Leibler divergence in nats of ours from the reference; tokens that were not kept count as one. */
export function divergence(
  { keptIds: ids, logProbabilities: reference, logOfRest }: GoldenScores,
  ours: (id: number) => number,
): number {
  let sum = 0;
  let ourMass = 0;
  for (const [i, id] of ids.entries()) {
    const probability = Math.exp(reference[i]!);
    sum += probability * (reference[i]! - ours(id));
    ourMass += Math.exp(ours(id));
  }
  const ourRest = Math.log(Math.max(1 - ourMass, 1e-12));
  return sum + Math.exp(logOfRest) * (logOfRest - ourRest);
}
