import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";
import type { ShardedVocabulary } from "../vocabulary/sharded-vocabulary.ts";
import type { Embeddings, Head } from "./head.ts";
import type { LastNorm } from "./last-norm.ts";

/** The last norm, and the product with a vocabulary that our own kernels do. */
export class VocabularyHead implements Head {
  readonly #vocabulary: ShardedVocabulary;
  readonly normed: LastNorm;

  constructor(vocabulary: ShardedVocabulary, normed: LastNorm) {
    this.#vocabulary = vocabulary;
    this.normed = normed;
  }

  async score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]> {
    return this.#vocabulary.score(this.normed(hidden), wanted);
  }

  /** Other threads hold parts of the vocabulary: they take turns, so that one works at a time. */
  setAlone(isAlone: boolean): void {
    this.#vocabulary.setInTurn(isAlone);
  }

  async release(): Promise<void> {
    // The kernels' memory goes with the thread that holds it.
  }
}

/** Embeddings that are the rows of the head's own vocabulary. */
export class TiedEmbeddings implements Embeddings {
  readonly #vocabulary: ShardedVocabulary;
  readonly #scale: number;

  constructor(vocabulary: ShardedVocabulary, { embeddingScale }: Pick<DecoderRecipe, "embeddingScale">) {
    this.#vocabulary = vocabulary;
    this.#scale = embeddingScale;
  }

  async lookUp(ids: readonly number[]): Promise<Float32Array> {
    const rows = await this.#vocabulary.rows(ids);
    for (let i = 0; i < rows.length; i++) rows[i]! *= this.#scale;
    return rows;
  }
}
