import { itemsOf } from "../../core/answers/types/list.ts";
import type { Answers } from "../product.ts";

/** Each answer's items side by side, as many columns as the longest list has; the first answer of each row is taken. */
export function spreadLists(answers: Answers): Answers {
  const rows = answers.map(([answer = ""]) => (typeof answer === "string" ? itemsOf(answer) : [answer]));
  const width = Math.max(1, ...rows.map((row) => row.length));
  return rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ""));
}
