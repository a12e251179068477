import { EngineError } from "../../completer.ts";
import type { Metadata } from "../gguf/metadata.ts";
import { readBoolean, readNumbers } from "../gguf/metadata.ts";
import { cutText, longestFirst } from "./cut-text.ts";
import { ScoreMerger } from "./score-merger.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { decodeUtf8, toWellFormed } from "./utf8.ts";
import { readVocabulary, specialToken, TOKEN_TYPE } from "./vocabulary.ts";

/** Stands for a space inside pieces: U+2581. */
const SPACE = "▁";
const BYTE_NAME = /^<0x([0-9A-Fa-f]{2})>$/;

/**
 * Tokenizer of `tokenizer.ggml.model` "llama": SentencePiece's BPE with scores, as Gemma and Llama 2 were trained with.
 * User-defined tokens are taken out first, leftmost and longest; characters without a piece become bytes.
 * Where the file asks for a space before the text, `encode` adds it and `decode` does not take it away, so that a
 * continuation keeps its first space. Throws an EngineError when the vocabulary is damaged.
 */
export function createSentencePieceTokenizer(metadata: Metadata): Tokenizer {
  const vocabulary = readVocabulary(metadata, true);
  const { tokens, types } = vocabulary;
  const addSpacePrefix = readBoolean(metadata, "tokenizer.ggml.add_space_prefix", true);
  const unknown = specialToken(metadata, "unknown_token_id", tokens.length);
  const scores = Float64Array.from(readNumbers(metadata, "tokenizer.ggml.scores"));
  if (scores.length !== tokens.length) {
    throw invalid(`tokenizer.ggml.scores has ${scores.length} entries for ${tokens.length} tokens`);
  }
  const pieces = new Map<string, number>();
  const userDefined = new Map<string, number>();
  const byteIds = new Int32Array(256).fill(-1);
  const byteOfId = new Map<number, number>();
  for (let id = 0; id < tokens.length; id++) {
    const token = tokens[id]!;
    if (types[id] === TOKEN_TYPE.normal) pieces.set(token, id);
    else if (types[id] === TOKEN_TYPE.userDefined) userDefined.set(token.replaceAll(" ", SPACE), id);
    else if (types[id] === TOKEN_TYPE.byte) {
      const byte = parseInt(BYTE_NAME.exec(token)?.[1] ?? "", 16);
      if (Number.isNaN(byte)) throw invalid(`byte token ${id} has the name ${JSON.stringify(token)}`);
      byteIds[byte] = id;
      byteOfId.set(id, byte);
    }
  }
  if (byteIds.includes(-1) && unknown === null)
    throw invalid("the vocabulary has neither all bytes nor an unknown token");
  const merger = new ScoreMerger(pieces, scores);
  const userDefinedPattern = longestFirst(userDefined.keys());
  const encoder = new TextEncoder();
  const bytesOf = new Map<number, Uint8Array>();

  const textBytes = (id: number): Uint8Array => {
    let bytes = bytesOf.get(id);
    if (bytes === undefined) {
      const byte = byteOfId.get(id);
      if (byte !== undefined) bytes = new Uint8Array([byte]);
      else if (isHidden(types[id])) bytes = new Uint8Array(0);
      else bytes = encoder.encode(tokenAt(tokens, id).replaceAll(SPACE, " "));
      bytesOf.set(id, bytes);
    }
    return bytes;
  };

  return {
    vocabularySize: tokens.length,
    beginToken: vocabulary.beginToken,
    endTokens: vocabulary.endTokens,
    encode(text) {
      if (text === "") return [];
      const spaced = (addSpacePrefix ? SPACE : "") + toWellFormed(text).replaceAll(" ", SPACE);
      const ids: number[] = [];
      const addPiece = (id: number) => ids.push(id);
      const addOther = (character: string) => {
        const bytes = encoder.encode(character);
        if (unknown !== null && bytes.some((byte) => byteIds[byte]! < 0)) ids.push(unknown);
        else for (const byte of bytes) ids.push(byteIds[byte]!);
      };
      for (const piece of cutText(spaced, userDefinedPattern)) {
        if (piece.matched) ids.push(userDefined.get(piece.text)!);
        else merger.split(piece.text, addPiece, addOther);
      }
      return ids;
    },
    decode: (ids) => decodeUtf8(ids.map(textBytes)),
    piece(id) {
      const token = tokenAt(tokens, id);
      return byteOfId.has(id) || isHidden(types[id]) ? token : token.replaceAll(SPACE, " ");
    },
  };
}

/** Tokens that stand for no text. */
function isHidden(type: number | undefined): boolean {
  return type === TOKEN_TYPE.control || type === TOKEN_TYPE.unknown;
}

function tokenAt(tokens: readonly string[], id: number): string {
  const token = tokens[id];
  if (token === undefined) throw new RangeError(`there is no token ${id} among ${tokens.length}`);
  return token;
}

function invalid(detail: string): EngineError {
  return new EngineError({ code: "model-file-invalid", detail });
}
