import type { Piece } from "./pieces.ts";
import { RULE_WORDS } from "./rule-words.ts";

const PUNCTUATION_COST = 0.35;
/** Digits that are the same in all examples may well differ in the next. */
const DIGIT_COST = 1.5;
const LETTER_COST = 1.1;
/** Long constants are words of a template: their later letters tell little more. */
const LATER_LETTER_COST = 0.45;
const DEAR_LETTERS = 3;

export function constantCost(text: string): number {
  const digits = text.match(/\d/g)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const dear = Math.min(letters, DEAR_LETTERS);
  const others = text.length - letters - digits;
  const letterCost = dear * LETTER_COST + (letters - dear) * LATER_LETTER_COST;
  return 0.5 + letterCost + digits * DIGIT_COST + others * PUNCTUATION_COST;
}

/** The same text in every row. */
export function constantPiece(text: string, examples: number): Piece {
  return {
    values: new Array<string>(examples).fill(text),
    source: null,
    isConstant: true,
    atoms: [
      {
        cost: constantCost(text),
        source: null,
        words: () => RULE_WORDS.constant(text),
        evaluate: () => text,
      },
    ],
  };
}

const isAlike = (a: string, b: string): boolean => /[\p{L}\d]/u.test(a) === /[\p{L}\d]/u.test(b);

/** The constants that may come next: what all outputs go on with from these places, up to where a word ends. */
export function constantsAt(outputs: readonly string[], places: readonly number[]): readonly string[] {
  const [first = ""] = outputs;
  const start = places[0] ?? 0;
  const isShared = (length: number): boolean =>
    outputs.every((output, index) => output[places[index]! + length] === first[start + length]);
  let shared = 0;
  while (start + shared < first.length && isShared(shared)) shared++;
  const constants: string[] = [];
  for (let length = 1; length <= shared; length++) {
    const text = first.slice(start, start + length);
    const next = first[start + length];
    const isBorder = length === shared || next === undefined || !isAlike(text.at(-1)!, next);
    if (isBorder || length <= 2) constants.push(text);
  }
  return constants;
}
