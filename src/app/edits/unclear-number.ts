import { answerText } from "../../core/language/decimal-text.ts";
import { MESSAGES } from "../messages.ts";

/** A text was typed that may be either of several numbers: which, in words for the person who typed it. */
export class UnclearNumber extends Error {
  override readonly name = "UnclearNumber";

  constructor(text: string, numbers: readonly number[]) {
    super(MESSAGES.unclearNumber(text, numbers.map(answerText)));
  }
}
