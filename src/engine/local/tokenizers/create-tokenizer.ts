import { EngineError } from "../../completer.ts";
import type { Metadata } from "../gguf/metadata.ts";
import { readString } from "../gguf/metadata.ts";
import { createByteLevelBpeTokenizer } from "./byte-level-bpe.ts";
import { createSentencePieceTokenizer } from "./sentencepiece.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** By `tokenizer.ggml.model`. */
const TOKENIZERS: ReadonlyMap<string, (metadata: Metadata) => Tokenizer> = new Map([
  ["llama", createSentencePieceTokenizer],
  ["gpt2", createByteLevelBpeTokenizer],
]);

/**
 * The tokenizer that a GGUF file's metadata describes. Throws an EngineError when it is damaged or of an unknown kind.
 */
export function createTokenizer(metadata: Metadata): Tokenizer {
  const model = readString(metadata, "tokenizer.ggml.model");
  const create = TOKENIZERS.get(model);
  if (create === undefined) {
    throw new EngineError({ code: "model-unsupported", detail: `tokenizer ${model} is not known` });
  }
  return create(metadata);
}
