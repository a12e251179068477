import type { Constraint } from "../../engine/completer.ts";
import type { CellValue } from "../examples/cell-value.ts";
import type { AnswerType } from "../examples/example-set.ts";

/** The answers of the examples: what a type is inferred from. */
export interface AnswerColumn {
  /** As the model reads them; none where a type is named for a text alone. */
  readonly outputs: readonly string[];
  /** What they are in the sheet. */
  readonly sheetType: AnswerType;
  /** The number format of their cells where they are dates there. */
  readonly dateFormat?: string;
}

/** What the answers of a column may be, and how they become values of cells. */
export interface AnswerRule {
  /** Null allows any text. */
  readonly allowed: Constraint["allowed"] | null;
  /** The cell's value; null where the text is not of the type. */
  readonly read: (text: string) => CellValue | null;
  /** How an example's answer stands in the prompt, where that is not as `promptText` gives it. */
  readonly write?: (output: string) => string;
}

/** A type of answers: one file in `types/`, one line in `answer-types.ts`. */
export interface AnswerKind {
  /** Its name in options: "integer". */
  readonly id: string;
  /** The rule that the examples show; null where they are of another type or show nothing. */
  readonly infer: (column: AnswerColumn) => AnswerRule | null;
  /** The rule where the user names the type, whatever the examples are. */
  readonly state: (column: AnswerColumn) => AnswerRule;
}
