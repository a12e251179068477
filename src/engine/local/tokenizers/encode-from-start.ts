import type { Tokenizer } from "./tokenizer.ts";

/** Ids of a text that nothing stands before: the begin token first, where the model has one. */
export function encodeFromStart({ beginToken, encode }: Tokenizer, text: string): number[] {
  const tokens = encode(text);
  return beginToken === null ? tokens : [beginToken, ...tokens];
}
