import type { TokenPiece } from "../../engine/completer.ts";

/** What a token of the prompt belongs to: nothing typed (a start token), the examples, or the row's own input. */
export type PromptTokenKind = "start" | "example" | "input";

/**
 * The kind of each token of a prompt. A token belongs where its last visible character does: a line break before the
 * input ends the examples. pieces: the prompt's tokens, whose texts make it up, but for start tokens. exampleLength:
 * how many characters of the prompt are examples, in UTF-16 units.
 */
export function promptTokenKinds(
  pieces: readonly TokenPiece[],
  prompt: string,
  exampleLength: number,
): readonly PromptTokenKind[] {
  let at = 0;
  return pieces.map(({ text }) => {
    const isThere = text !== "" && prompt.startsWith(text, at);
    if (!isThere && at === 0) return "start";
    // Parts of a character are shown by a sign of their own length; what follows sets the count right again.
    at += isThere ? text.length : 1;
    return at <= exampleLength ? "example" : "input";
  });
}
