import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";

/** The end of a decoder: from hidden states to the scores of the next token. */
export interface Head {
  /** hidden: [N, hidden] before the last norm; wanted: [N]. */
  score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]>;
  /** The last norm alone: [N, hidden] to [N, hidden]. */
  normed(hidden: Float32Array): Float32Array;
  /** As Decoder.setAlone. Left out where there are no other threads. */
  setAlone?(isAlone: boolean): void;
  release(): Promise<void>;
}

/** Where token embeddings come from. */
export interface Embeddings {
  /** Returns [ids.length, hidden], scaled as the model wants them. */
  lookUp(ids: readonly number[]): Promise<Float32Array>;
}
