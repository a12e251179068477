import { Tokenizer as LibraryTokenizer } from "@huggingface/tokenizers";
import { EngineError } from "../../completer.ts";
import type { Metadata } from "../gguf/metadata.ts";
import { readString, readStrings } from "../gguf/metadata.ts";
import { BYTE_CHARACTERS, byteName, CHARACTER_BYTES } from "./byte-characters.ts";
import { cutText, longestFirst } from "./cut-text.ts";
import { PRE_TOKENIZERS } from "./pre-tokenizers.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { decodeUtf8, toWellFormed } from "./utf8.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { readVocabulary, TOKEN_TYPE } from "./vocabulary.ts";

const MOST_KEPT_WORDS = 20_000;
const LONGEST_KEPT_WORD = 64;

/**
 * Tokenizer of `tokenizer.ggml.model` "gpt2": byte-level BPE with a merge list (Radford et al. 2019).
 * Throws an EngineError: model-unsupported for a `tokenizer.ggml.pre` that is not in PRE_TOKENIZERS, model-file-invalid
 * when the vocabulary is damaged.
 */
export function createByteLevelBpeTokenizer(metadata: Metadata): Tokenizer {
  const name = readString(metadata, "tokenizer.ggml.pre");
  const preTokenizer = PRE_TOKENIZERS.get(name);
  if (preTokenizer === undefined) {
    throw new EngineError({ code: "model-unsupported", detail: `pre-tokenizer ${name} is not known` });
  }
  const vocabulary = readVocabulary(metadata, preTokenizer.addsBegin);
  const { tokens, types } = vocabulary;
  for (const [id, token] of tokens.entries()) if (types[id] === TOKEN_TYPE.normal) requireBytes(token);
  const toIds = wordEncoder(
    vocabulary,
    readStrings(metadata, "tokenizer.ggml.merges"),
    preTokenizer.ignoreMerges,
  );
  const splits = preTokenizer.splits.map((pattern) => new RegExp(pattern, "gu"));
  const userDefined = new Map(
    tokens.flatMap((token, id) => (types[id] === TOKEN_TYPE.userDefined ? [[token, id] as const] : [])),
  );
  const userDefinedPattern = longestFirst(userDefined.keys());
  const encoder = new TextEncoder();
  const bytesOf = new Map<number, Uint8Array>();

  const tokenBytes = (id: number): Uint8Array => {
    let bytes = bytesOf.get(id);
    if (bytes === undefined) {
      const token = tokens[id];
      if (token === undefined) throw new RangeError(`there is no token ${id} among ${tokens.length}`);
      bytes = types[id] === TOKEN_TYPE.normal ? bytesOfCharacters(token) : encoder.encode(token);
      bytesOf.set(id, bytes);
    }
    return bytes;
  };
  const isControl = (id: number) => types[id] === TOKEN_TYPE.control;

  return {
    vocabularySize: tokens.length,
    beginToken: vocabulary.beginToken,
    endTokens: vocabulary.endTokens,
    encode(text) {
      const ids: number[] = [];
      for (const section of cutText(toWellFormed(text), userDefinedPattern)) {
        if (section.matched) {
          ids.push(userDefined.get(section.text)!);
          continue;
        }
        const { normalization } = preTokenizer;
        let words = [normalization === null ? section.text : section.text.normalize(normalization)];
        for (const split of splits)
          words = words.flatMap((word) => cutText(word, split).map((piece) => piece.text));
        for (const word of words) for (const id of toIds(word)) ids.push(id);
      }
      return ids;
    },
    decode: (ids) => decodeUtf8(ids.filter((id) => !isControl(id)).map(tokenBytes)),
    piece(id) {
      const bytes = tokenBytes(id);
      const text = decodeUtf8([bytes]);
      return text.includes("\ufffd") ? Array.from(bytes, byteName).join("") : text;
    },
  };
}

/**
 * Ids of one word, by the library's merges; answers are kept, as words come again and again. Bytes that have no token
 * (SmolLM2 lacks a few) are left out before merging, as in the training code; the library would merge around them.
 */
function wordEncoder(
  { tokens }: Vocabulary,
  merges: readonly string[],
  ignoreMerges: boolean,
): (word: string) => readonly number[] {
  const library = new LibraryTokenizer(
    {
      added_tokens: [],
      normalizer: null,
      pre_tokenizer: null,
      post_processor: null,
      decoder: null,
      model: {
        type: "BPE",
        vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
        merges,
        ignore_merges: ignoreMerges,
      },
    },
    {},
  );
  const known = new Set(tokens);
  const characters = BYTE_CHARACTERS.map((character) => (known.has(character) ? character : ""));
  const encoder = new TextEncoder();
  const kept = new Map<string, readonly number[]>();
  return (word) => {
    let ids = kept.get(word);
    if (ids === undefined) {
      const spelled = Array.from(encoder.encode(word), (byte) => characters[byte]!).join("");
      ids = library.encode(spelled, { add_special_tokens: false }).ids;
      if (kept.size === MOST_KEPT_WORDS) kept.clear();
      if (word.length <= LONGEST_KEPT_WORD) kept.set(word, ids);
    }
    return ids;
  };
}

/** Throws an EngineError where a character of the token stands for no byte. */
function requireBytes(token: string): void {
  for (const character of token) {
    if (CHARACTER_BYTES.has(character)) continue;
    throw new EngineError({
      code: "model-file-invalid",
      detail: `token ${JSON.stringify(token)} is not spelled in bytes`,
    });
  }
}

const bytesOfCharacters = (token: string): Uint8Array =>
  Uint8Array.from(token, (character) => CHARACTER_BYTES.get(character)!);
