import type { AnswerColumn, AnswerKind } from "../answer-rule.ts";
import type { NumberStyle } from "../number-style.ts";
import { bareStyle, numberRule, PLAIN_NUMBER, styleOf } from "../number-style.ts";

function percentStyle({ outputs }: AnswerColumn): NumberStyle | null {
  const style = styleOf(outputs);
  return style?.prefix === "" && style.suffix.trim() === "%" ? style : null;
}

/** Shares: "45%" is 0.45. Examples typed as shares are numbers like 0.45 in the sheet, and so are the answers. */
export const percent = {
  id: "percent",
  infer(column) {
    const style = percentStyle(column);
    return style && numberRule(style, false);
  },
  state(column) {
    const bare = column.sheetType === "number" ? bareStyle(column) : null;
    if (bare !== null) return numberRule({ ...bare, decimals: PLAIN_NUMBER.decimals }, true);
    return numberRule(percentStyle(column) ?? { ...PLAIN_NUMBER, suffix: "%" }, true, 1 / 100);
  },
} as const satisfies AnswerKind;
