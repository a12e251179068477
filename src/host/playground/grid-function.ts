import type { CellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";

export interface GridParameter {
  readonly name: string;
  /** In the current language. */
  description(): string;
  readonly optional: boolean;
}

/** Who asks for a value: the cell, where its arguments stand, and when nobody wants the answer any more. */
export interface GridInvocation {
  /** Address of the cell that holds the formula, "Sheet1!B7". */
  readonly address: string;
  /** Address of each argument; null for a constant or a computed value. */
  readonly parameterAddresses: readonly (string | null)[];
  readonly signal: AbortSignal;
}

export type GridAnswers = readonly (readonly (CellValue | CellError)[])[];

/** A cell function as the grid registers it: what formula help shows, and what computes it. */
export interface GridFunction {
  /** As typed in a formula, upper case: "GPT", "GPT.ASK". */
  readonly name: string;
  /** In the current language. */
  description(): string;
  readonly parameters: readonly GridParameter[];
  /** Arguments as matrices, null where left out. Rejects with a CellError when there is no answer at all. */
  run(
    args: readonly (readonly (readonly CellValue[])[] | null)[],
    invocation: GridInvocation,
  ): Promise<GridAnswers>;
}
