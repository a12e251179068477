import type { AnswerColumn, AnswerKind } from "../answer-rule.ts";
import type { NumberStyle } from "../number-style.ts";
import { bareStyle, numberRule, PLAIN_NUMBER, styleOf } from "../number-style.ts";

const SIGN = /^(\p{Sc}|[A-Z]{3}|[A-Z]{1,2}\p{Sc})$/u;

function currencyStyle({ outputs }: AnswerColumn): NumberStyle | null {
  const style = styleOf(outputs);
  if (style === null) return null;
  const signs = [style.prefix.trim(), style.suffix.trim()].filter((sign) => sign !== "");
  return signs.length === 1 && SIGN.test(signs[0]!) ? style : null;
}

/** Amounts of money: "$12.50", "12,50 €", "CHF 12". The value is the amount. */
export const currency = {
  id: "currency",
  infer(column) {
    const style = currencyStyle(column);
    return style && numberRule(style, false);
  },
  state: (column) =>
    numberRule(currencyStyle(column) ?? bareStyle(column) ?? { ...PLAIN_NUMBER, decimals: 2 }, true),
} as const satisfies AnswerKind;
