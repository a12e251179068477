import type { TextSpan } from "../completer.ts";

/** A token's place in a text, in UTF-16 code units. */
export interface PlacedToken extends TextSpan {
  readonly id: number;
  readonly text: string;
}

/**
 * Places of the tokens that hold a character of the span. The first token of a text is left out: nothing stands before
 * it.
 */
export function tokensOf(tokens: readonly TextSpan[], span: TextSpan): number[] {
  return [...tokens.keys()].filter((place) => {
    const { start, end } = tokens[place]!;
    return place > 0 && end > span.start && start < span.end;
  });
}

/** Whether the first token of a text is one that the model asks for and that stands for none of it. */
export const isStartToken = (piece: string, text: string): boolean =>
  piece.startsWith("<") && !text.startsWith(piece);

/** What stands for bytes that are no whole character. */
const UNREADABLE = /^\uFFFD+$/;

/**
 * Where each token stands in the text that they make up; what comes behind its end is left out. A token without a text
 * of its own is part of the character that a later one ends. Null where they do not make it up. Servers tell places
 * too, but count the start token's letters, or characters of another width.
 */
export function placesIn(tokens: readonly string[], text: string): readonly TextSpan[] | null {
  const places: { start: number; end: number }[] = [];
  let end = 0;
  let unread = 0;
  for (const [place, token] of tokens.entries()) {
    if (end === text.length && place > 0) break;
    const isStart = place === 0 && isStartToken(token, text);
    // Some vocabularies put a space before a text, others tell none before a word.
    const own = end === 0 && token.startsWith(" ") && !text.startsWith(" ") ? token.slice(1) : token;
    const found = text.indexOf(own, end);
    const skipped = found < 0 ? Infinity : found - end;
    const isSpace = skipped === 1 && text[end] === " ";
    const start = end;
    if (!isStart && (skipped <= 2 * unread || isSpace)) end = found + own.length;
    else if (!isStart && !UNREADABLE.test(own)) return null;
    unread = isStart || end > start ? 0 : unread + 1;
    places.push({ start, end });
  }
  if (end < text.length) return null;
  for (let place = places.length - 2; place >= 0; place--) {
    const { start, end: ownEnd } = places[place]!;
    if (ownEnd === start && !(place === 0 && isStartToken(tokens[0]!, text))) {
      places[place]!.end = places[place + 1]!.end;
    }
  }
  return places;
}

/** The wanted parts of prompt and continuation together. */
export function spansInText(
  promptLength: number,
  continuation: string,
  spans: readonly TextSpan[] | undefined,
): readonly TextSpan[] {
  const wanted = spans ?? [{ start: 0, end: continuation.length }];
  return wanted.map(({ start, end }) => ({ start: promptLength + start, end: promptLength + end }));
}
