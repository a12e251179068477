import type { CellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import type { AnswerType } from "../../core/examples/example-set.ts";
import type { Headers } from "../../core/examples/headers.ts";

/** Where filling a column without typing a formula stands. */
export type FillState =
  /** Nothing can be filled where the selection stands, and why; no reason before anything was selected. */
  | { readonly status: "none"; readonly reason: CellError | null }
  | { readonly status: "proposed"; readonly proposal: FillProposal; readonly preview: FillPreview | null }
  /** Values are being made; formulas are written at once. */
  | { readonly status: "writing"; readonly proposal: FillProposal };

/** What a person wants of a fill; null stands for what is found. */
export interface FillWish {
  /** Whether the first finished row names the columns. */
  readonly hasNames: boolean | null;
  /** Whether nothing but the answers of the examples may come out. */
  readonly isClosed: boolean | null;
}

/** What would be filled, and from what. Addresses name their sheet. */
export interface FillProposal {
  readonly examples: string;
  readonly exampleCount: number;
  readonly header: string | null;
  /** Whether the first finished row can name the columns as well as be an example. */
  readonly mayHaveNames: boolean;
  /** Names of the columns as the model would read them; null where they have none. */
  readonly names: Headers | null;
  /** From the first to the last cell to fill, and how many of them. */
  readonly outputs: string;
  readonly rows: number;
  readonly answerType: AnswerType;
  /** What alone can come out; empty where other answers can. */
  readonly labels: readonly string[];
  /**
   * The different answers of the examples, where some come again and a person may choose that nothing else comes out.
   */
  readonly choosable: readonly string[];
  /** The first formula that would be written. */
  readonly formula: string;
}

export interface FillPreview {
  readonly isRunning: boolean;
  /** The first rows to fill. */
  readonly rows: readonly PreviewRow[];
  /** Each example, asked for with all others as examples; empty where there is only one. */
  readonly backtest: readonly BacktestRow[];
}

export interface PreviewRow {
  readonly input: string;
  readonly answer: PreviewAnswer;
}

export interface BacktestRow extends PreviewRow {
  /** What the person typed, as the model reads it; a number where all are. */
  readonly expected: string | number;
  /** Null until the answer is there. */
  readonly isRight: boolean | null;
}

export type PreviewAnswer =
  | { readonly status: "waiting" }
  | { readonly status: "done"; readonly value: CellValue; readonly confidence: number }
  | { readonly status: "failed"; readonly message: string };
