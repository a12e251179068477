import { EngineError } from "../../completer.ts";
import type { Metadata } from "../gguf/metadata.ts";
import { readBoolean, readNumber, readNumbers, readStrings } from "../gguf/metadata.ts";

/** `tokenizer.ggml.token_type` (llama.cpp's `llama_token_type`). */
export const TOKEN_TYPE = { normal: 1, unknown: 2, control: 3, userDefined: 4, unused: 5, byte: 6 } as const;

/** What every kind of tokenizer reads from a GGUF file. */
export interface Vocabulary {
  readonly tokens: readonly string[];
  /** A TOKEN_TYPE for each token. */
  readonly types: readonly number[];
  readonly beginToken: number | null;
  readonly endTokens: ReadonlySet<number>;
}

/** Names of control tokens that end a turn or a text, in the families that can be read. */
const END_NAMES: ReadonlySet<string> = new Set([
  "<eos>",
  "</s>",
  "<end_of_turn>",
  "<|endoftext|>",
  "<|im_end|>",
  "<|end_of_text|>",
  "<|eot_id|>",
  "<|eom_id|>",
]);

/** Names of tokens that stand for what is no text, in models that also see: where one comes, the text has ended. */
const IMAGE_NAMES: ReadonlySet<string> = new Set(["<start_of_image>", "<end_of_image>"]);

/**
 * Reads the token list and the special tokens. `addsBegin`: whether a text starts with the begin token where the file
 * does not say. Throws an EngineError when the lists are missing, differ in length or name a token that is not there.
 */
export function readVocabulary(metadata: Metadata, addsBegin: boolean): Vocabulary {
  const tokens = readStrings(metadata, "tokenizer.ggml.tokens");
  const types = Object.hasOwn(metadata, "tokenizer.ggml.token_type")
    ? readNumbers(metadata, "tokenizer.ggml.token_type")
    : tokens.map(() => TOKEN_TYPE.normal);
  if (types.length !== tokens.length) {
    throw new EngineError({
      code: "model-file-invalid",
      detail: `tokenizer.ggml.token_type has ${types.length} entries for ${tokens.length} tokens`,
    });
  }
  const endTokens = new Set<number>();
  for (const key of ["eos_token_id", "eot_token_id", "eom_token_id"]) {
    const id = specialToken(metadata, key, tokens.length);
    if (id !== null) endTokens.add(id);
  }
  for (let id = 0; id < tokens.length; id++) {
    if (types[id] === TOKEN_TYPE.control && END_NAMES.has(tokens[id]!)) endTokens.add(id);
    if (types[id] === TOKEN_TYPE.userDefined && IMAGE_NAMES.has(tokens[id]!)) endTokens.add(id);
  }
  const begin = specialToken(metadata, "bos_token_id", tokens.length);
  return {
    tokens,
    types,
    beginToken: readBoolean(metadata, "tokenizer.ggml.add_bos_token", addsBegin) ? begin : null,
    endTokens,
  };
}

/** A token id under `tokenizer.ggml.<name>`, or null where the file has none. */
export function specialToken(metadata: Metadata, name: string, tokens: number): number | null {
  const key = `tokenizer.ggml.${name}`;
  if (!Object.hasOwn(metadata, key)) return null;
  const id = readNumber(metadata, key);
  if (id >= 0 && id < tokens && Number.isInteger(id)) return id;
  throw new EngineError({
    code: "model-file-invalid",
    detail: `${key} is ${id}, but there are ${tokens} tokens`,
  });
}
