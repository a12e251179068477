import type { TextSpan } from "../completer.ts";

/** A token's place in a text, in UTF-16 code units. */
export interface PlacedToken extends TextSpan {
  readonly id: number;
  readonly text: string;
}

/** Places of the tokens that hold a character of the span. The first token of a text is left out: nothing stands before it. */
export function tokensOf(tokens: readonly TextSpan[], span: TextSpan): number[] {
  return [...tokens.keys()].filter((place) => {
    const { start, end } = tokens[place]!;
    return place > 0 && end > span.start && start < span.end;
  });
}

/** Whether the first token of a text is one that the model asks for and that stands for none of it. */
export const isStartToken = (piece: string, text: string): boolean =>
  piece.startsWith("<") && !text.startsWith(piece);

/** The wanted parts of prompt and continuation together. */
export function spansInText(
  promptLength: number,
  continuation: string,
  spans: readonly TextSpan[] | undefined,
): readonly TextSpan[] {
  const wanted = spans ?? [{ start: 0, end: continuation.length }];
  return wanted.map(({ start, end }) => ({ start: promptLength + start, end: promptLength + end }));
}
