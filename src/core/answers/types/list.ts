import { text } from "./text.ts";
import type { AnswerKind } from "../answer-rule.ts";

/** Several items in one answer, which spill to the right. Only where named: a text with commas need not be a list. */
export const list = { ...text, id: "list", infer: () => null } as const satisfies AnswerKind;

/** The items of an answer: parted by semicolons where it has any, else by commas. */
export function itemsOf(answer: string): readonly string[] {
  const items = answer.split(answer.includes(";") ? ";" : ",").map((item) => item.trim());
  return items.filter((item) => item !== "");
}
