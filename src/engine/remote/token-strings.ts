import { byteName, CHARACTER_BYTES } from "../local/tokenizers/byte-characters.ts";

/** "<0xF0><0x9D>". */
export const byteNames = (bytes: Iterable<number>): string => Array.from(bytes, byteName).join("");

/**
 * The texts of tokens that a server names as its vocabulary does: "▁Lima" in SentencePiece, "ĠLima" in byte-level BPE.
 * Which of the two it is, the text shows that they make up. Bytes that are no whole character are named: "<0xF0>".
 */
export function tokenTexts(names: readonly string[], text: string): readonly string[] {
  const bytes = names.map((name) => [...name].map((character) => CHARACTER_BYTES.get(character) ?? -1));
  const decoder = new TextDecoder();
  const isByteLevel =
    bytes.flat().every((byte) => byte >= 0) && decoder.decode(Uint8Array.from(bytes.flat())) === text;
  if (!isByteLevel) return names.map((name) => name.replaceAll("▁", " "));
  return bytes.map((each) => {
    const own = decoder.decode(Uint8Array.from(each));
    return own.includes("\uFFFD") ? byteNames(each) : own;
  });
}
