import type { CellFunction } from "./cell-function.ts";

/** What formula help says of a function: its summary, and below it a formula. */
export function helpText({ summary, examples: [example] }: CellFunction): string {
  return example ? `${summary}\n${example.formula}: ${example.title}.` : summary;
}
