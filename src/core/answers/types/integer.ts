import type { AnswerKind } from "../answer-rule.ts";
import { bareStyle, numberRule, PLAIN_NUMBER } from "../number-style.ts";

/** Whole numbers. */
export const integer = {
  id: "integer",
  infer(column) {
    const style = bareStyle(column);
    return style?.decimals === 0 ? numberRule(style, column.sheetType === "number") : null;
  },
  state: (column) => numberRule({ ...PLAIN_NUMBER, ...bareStyle(column), decimals: 0 }, true),
} as const satisfies AnswerKind;
