import type { AnswerKind, AnswerRule } from "../answer-rule.ts";
import { bareStyle, numberRule, PLAIN_NUMBER, readNumber } from "../number-style.ts";

const FREE: AnswerRule = { allowed: null, read: (text) => readNumber(text, PLAIN_NUMBER) };

/** Numbers, written as the examples write them. */
export const number = {
  id: "number",
  infer(column) {
    const style = bareStyle(column);
    // Numbers that are written in several ways, or with exponents, still are numbers.
    if (style === null) return column.sheetType === "number" ? FREE : null;
    // Rounded to as many places as another row happens to have would be wrong.
    const decimals = Math.max(style.decimals, PLAIN_NUMBER.decimals);
    return numberRule({ ...style, decimals }, column.sheetType === "number");
  },
  state: (column) =>
    numberRule({ ...PLAIN_NUMBER, ...bareStyle(column), decimals: PLAIN_NUMBER.decimals }, true),
} as const satisfies AnswerKind;
