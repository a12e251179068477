import type { SamplingOptions } from "./completer.ts";

/** What a sampler may look at when it picks the next token. */
export interface SamplerContext {
  /** Ids of prompt and answer so far, oldest first. */
  readonly tokens: readonly number[];
  /** How many answer tokens stand before this one: the counter of the counter-based generator. */
  readonly step: number;
}

/**
 * Picks the next token. logits: [vocab], unnormalised; may be changed in place. Returns the token id.
 * Injected into the engine, so that the engine knows nothing of how a token is picked.
 */
export type Sampler = (logits: Float32Array, context: SamplerContext) => number;

/** Makes the sampler of one request. Returns null where the likeliest token is always taken (greedy, no penalty). */
export type SamplerFactory = (options: SamplingOptions) => Sampler | null;
