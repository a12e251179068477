import type { GeneratedToken } from "../../engine/completer.ts";
import { writtenText } from "./written-text.ts";

/** The beginning of another answer: the likeliest one up to a place, and another token there. */
export interface AnswerBranch {
  readonly text: string;
  readonly tokens: readonly GeneratedToken[];
  /** Natural-log probability of all its tokens. */
  readonly logProbability: number;
}

/** Tokens that are named and not spelled: parts of a character, and those that end a text. */
const NAMED = /^<.+>$/;

/**
 * Where other answers may leave an answer: at each of its tokens, and at the one that ended it, to each of the
 * likeliest tokens there; none within a character. The likeliest branches first, at most `most`.
 */
export function answerBranches(tokens: readonly GeneratedToken[], most: number): readonly AnswerBranch[] {
  const branches: AnswerBranch[] = [];
  let logProbability = 0;
  for (const [place, token] of tokens.entries()) {
    const text = writtenText(tokens.slice(0, place));
    const isInCharacter = text.endsWith("\ufffd");
    for (const candidate of token.candidates) {
      if (isInCharacter || candidate.id === token.id || NAMED.test(candidate.text)) continue;
      branches.push({
        text: text + candidate.text,
        tokens: [...tokens.slice(0, place), { ...candidate, candidates: token.candidates }],
        logProbability: logProbability + candidate.logProbability,
      });
    }
    logProbability += token.logProbability;
  }
  return branches.sort((a, b) => b.logProbability - a.logProbability).slice(0, most);
}
