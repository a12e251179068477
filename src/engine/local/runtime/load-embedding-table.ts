import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { DecoderWeights } from "../matrices/decoder-weights.ts";
import { EmbeddingTable } from "./embedding-table.ts";
import { EMBEDDING } from "./matrix-names.ts";

/** The embeddings as the file has them. Throws an EngineError that says what is wrong with them. */
export async function loadEmbeddingTable(
  recipe: DecoderRecipe,
  weights: DecoderWeights,
): Promise<EmbeddingTable> {
  const matrix = await weights.matrix(EMBEDDING, recipe.vocabulary, recipe.hidden);
  return new EmbeddingTable(matrix, recipe.embeddingScale);
}
