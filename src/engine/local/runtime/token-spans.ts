import type { TextSpan } from "../../completer.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";

/**
 * For each span of a text the places of the tokens that hold a character of it. tokens: ids of the whole text, the
 * begin token included. textLength and spans: in UTF-16 code units.
 */
export function tokenSpans(
  tokenizer: Tokenizer,
  tokens: readonly number[],
  textLength: number,
  spans: readonly TextSpan[],
): number[][] {
  const ranges = tokenRanges(tokenizer, tokens);
  // Some tokenizers put a space before the text, which belongs to no span.
  const shift = (ranges.at(-1)?.end ?? 0) - textLength;
  return spans.map((span) =>
    [...ranges.keys()].filter((place) => {
      const start = ranges[place]!.start - shift;
      const end = ranges[place]!.end - shift;
      return end > start && end > span.start && start < span.end;
    }),
  );
}

/** Bytes of the longest character in UTF-8. */
const MOST_BYTES = 4;

/** Where each token's text stands. Tokens that spell one character together all stand where it does. */
function tokenRanges(tokenizer: Tokenizer, tokens: readonly number[]): TextSpan[] {
  const ranges: TextSpan[] = [];
  let start = 0;
  let open: number[] = [];
  for (const token of tokens) {
    open.push(token);
    const text = tokenizer.decode(open);
    if (text.endsWith("\ufffd") && open.length < MOST_BYTES) continue;
    const end = start + text.length;
    ranges.push(...open.map(() => ({ start, end })));
    start = end;
    open = [];
  }
  ranges.push(...open.map(() => ({ start, end: start + 1 })));
  return ranges;
}
