import type { Tokenizer } from "../tokenizers/tokenizer.ts";

/** Ids of the tokens that end an answer: those of the model, and those whose text begins with one of the strings. */
export function endTokens(tokenizer: Tokenizer, starts: readonly string[]): number[] {
  return tokensWhere(tokenizer, (text) => starts.some((start) => text.startsWith(start))).concat(
    [...tokenizer.endTokens].sort((a, b) => a - b),
  );
}

/**
 * Ids of the tokens that stand for a text which the test accepts, ascending. Tokens of single bytes and control tokens
 * stand for none.
 */
export function tokensWhere(tokenizer: Tokenizer, accepts: (text: string) => boolean): number[] {
  const ids: number[] = [];
  for (let id = 0; id < tokenizer.vocabularySize; id++) {
    const text = tokenizer.piece(id);
    // A token without a text of its own has a name, which only decoding tells from a text.
    if (text !== "" && accepts(text) && tokenizer.decode([id]) === text) ids.push(id);
  }
  return ids;
}
