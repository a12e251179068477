import type { DecoderWeights } from "../matrices/decoder-weights.ts";

export const EMBEDDING = "token_embd.weight";
const OUTPUT = "output.weight";

/** Name of the matrix that gives the scores of the next token: families with tied embeddings have none of its own. */
export const lastMatrixName = (weights: Pick<DecoderWeights, "has">): string =>
  weights.has(OUTPUT) ? OUTPUT : EMBEDDING;
