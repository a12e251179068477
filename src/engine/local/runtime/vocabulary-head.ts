import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";
import type { ShardedVocabulary } from "../vocabulary/sharded-vocabulary.ts";
import type { Embeddings, Head } from "./head.ts";
import { rmsNormed } from "./rms-normed.ts";

/** The last norm, and the product with a vocabulary that our own kernels do. */
export class VocabularyHead implements Head {
  readonly #vocabulary: ShardedVocabulary;
  readonly #norm: Float32Array;
  readonly #epsilon: number;

  /** @param norm [hidden] weights of the last norm */
  constructor(
    vocabulary: ShardedVocabulary,
    norm: Float32Array,
    { normEpsilon }: Pick<DecoderRecipe, "normEpsilon">,
  ) {
    this.#vocabulary = vocabulary;
    this.#norm = norm;
    this.#epsilon = normEpsilon;
  }

  async score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]> {
    return this.#vocabulary.score(rmsNormed(hidden, this.#norm, this.#epsilon), wanted);
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
