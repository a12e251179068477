const LONE_SURROGATE = /\p{Surrogate}/gu;

/** The text with U+FFFD for every lone surrogate, which UTF-8 cannot spell. */
export function toWellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, "\ufffd");
}

/** Text of the bytes, one part after the other; what is no valid UTF-8 becomes U+FFFD. A byte order mark is kept. */
export function decodeUtf8(parts: readonly Uint8Array[]): string {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
