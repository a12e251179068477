import { readNumber, readSize } from "../gguf/metadata.ts";
import type { Architecture } from "./architecture.ts";
import { rotaryFrequencies } from "./rotary-frequencies.ts";
import { vocabularyRows } from "./vocabulary-rows.ts";

/** Every sixth layer sees the whole context, the others a sliding window. */
const GLOBAL_EVERY = 6;
const LOCAL_ROPE_BASE = 10_000;

/** Gemma 3 (text). Source: Gemma Team 2025, https://arxiv.org/abs/2503.19786 */
export const gemma3: Architecture = {
  id: "gemma3",
  async readRecipe(file) {
    const size = (key: string, fallback?: number) => readSize(file.metadata, `gemma3.${key}`, fallback);
    const number = (key: string) => readNumber(file.metadata, `gemma3.${key}`);
    const optional = (key: string, fallback: number) => readNumber(file.metadata, `gemma3.${key}`, fallback);
    const headDim = size("attention.key_length");
    const hidden = size("embedding_length");
    const heads = size("attention.head_count");
    const globalRotary = rotaryFrequencies(
      headDim,
      number("rope.freq_base"),
      optional("rope.scaling.factor", 1),
    );
    const localRotary = rotaryFrequencies(headDim, optional("rope.freq_base_swa", LOCAL_ROPE_BASE));
    return {
      layers: Array.from({ length: size("block_count") }, (_, layer) =>
        (layer + 1) % GLOBAL_EVERY === 0 ? { rotary: 1, window: 1 } : { rotary: 0, window: 0 },
      ),
      hidden,
      heads,
      keyValueHeads: size("attention.head_count_kv", heads),
      headDim,
      feedForward: size("feed_forward_length"),
      vocabulary: vocabularyRows(file),
      trainedContext: number("context_length"),
      normEpsilon: number("attention.layer_norm_rms_epsilon"),
      embeddingScale: Math.sqrt(hidden),
      queryScale: 1 / Math.sqrt(headDim),
      activation: "gelu-tanh",
      queryKeyNorm: true,
      postNorms: true,
      interleavedHeads: false,
      rotaries: [localRotary, globalRotary],
      windows: [size("attention.sliding_window"), null],
    };
  },
};
