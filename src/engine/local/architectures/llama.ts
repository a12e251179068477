import { readNumber, readSize } from "../gguf/metadata.ts";
import type { Architecture } from "./architecture.ts";
import { rotaryFrequencies } from "./rotary-frequencies.ts";
import { vocabularyRows } from "./vocabulary-rows.ts";

const ROPE_FACTORS = "rope_freqs.weight";

/** Llama 2 and 3, SmolLM2 and their kin. Source: Touvron et al. 2023, https://arxiv.org/abs/2302.13971 */
export const llama: Architecture = {
  id: "llama",
  async readRecipe(file) {
    const size = (key: string, fallback?: number) => readSize(file.metadata, `llama.${key}`, fallback);
    const number = (key: string) => readNumber(file.metadata, `llama.${key}`);
    const optional = (key: string, fallback: number) => readNumber(file.metadata, `llama.${key}`, fallback);
    const hidden = size("embedding_length");
    const heads = size("attention.head_count");
    const headDim = size("attention.key_length", hidden / heads);
    const factors = file.tensors.has(ROPE_FACTORS) ? await file.readFloats(ROPE_FACTORS) : undefined;
    return {
      layers: Array.from({ length: size("block_count") }, () => ({ rotary: 0, window: 0 })),
      hidden,
      heads,
      keyValueHeads: size("attention.head_count_kv", heads),
      headDim,
      feedForward: size("feed_forward_length"),
      vocabulary: vocabularyRows(file),
      trainedContext: number("context_length"),
      normEpsilon: number("attention.layer_norm_rms_epsilon"),
      embeddingScale: 1,
      queryScale: 1 / Math.sqrt(headDim),
      activation: "silu",
      queryKeyNorm: false,
      postNorms: false,
      interleavedHeads: true,
      rotaries: [
        rotaryFrequencies(
          headDim,
          optional("rope.freq_base", 10_000),
          optional("rope.scaling.factor", 1),
          factors,
        ),
      ],
      windows: [null],
    };
  },
};
