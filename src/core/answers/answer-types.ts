import { boolean } from "./types/boolean.ts";
import { currency } from "./types/currency.ts";
import { date } from "./types/date.ts";
import { integer } from "./types/integer.ts";
import { list } from "./types/list.ts";
import { number } from "./types/number.ts";
import { oneOf } from "./types/one-of.ts";
import { percent } from "./types/percent.ts";
import { text } from "./types/text.ts";

/**
 * All types of answers, the narrowest first: the first one that the examples show is taken. A new one is a line here.
 */
export const ANSWER_KINDS = [boolean, percent, currency, date, integer, number, oneOf, list, text] as const;

/** Name of a type, as in the option. */
export type AnswerTypeName = (typeof ANSWER_KINDS)[number]["id"];

/** What the option "type" can be. */
export const TYPE_CHOICES: readonly string[] = ["auto", ...ANSWER_KINDS.map(({ id }) => id)];
