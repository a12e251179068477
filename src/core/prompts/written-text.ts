import type { TokenCandidate } from "../../engine/completer.ts";

/** Tokens that hold parts of a character are named by their bytes: "<0xF0>". */
const BYTES = /^(<0x[0-9A-F]{2}>)+$/;

/**
 * The text that tokens spell together, where some hold parts of a character only. A part without the rest is U+FFFD.
 */
export function writtenText(tokens: readonly Pick<TokenCandidate, "text">[]): string {
  const encoder = new TextEncoder();
  const parts = tokens.map(({ text }) =>
    BYTES.test(text)
      ? Uint8Array.from(text.matchAll(/<0x(..)>/g), ([, hex]) => parseInt(hex!, 16))
      : encoder.encode(text),
  );
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode();
}
