import type { CellValue } from "../examples/cell-value.ts";
import type { KeptKey } from "./kept-key.ts";

/** Which model gave an answer. */
export interface ModelIdentity {
  /** For people, "Gemma 3 270m". */
  readonly name: string;
  /** Hex SHA-256 of its file. */
  readonly hash: string;
}

/** An answer that is kept with the workbook. */
export interface KeptAnswer extends KeptKey {
  readonly value: CellValue;
  /** Between 0 and 1, to three digits. */
  readonly confidence: number;
  /** Whether the confidence was learnt; else it is the model's own probability. */
  readonly isFitted: boolean;
  readonly model: ModelIdentity;
}

/** An answer as the workbook holds it. */
export interface StoredAnswer extends KeptAnswer {
  /** Addresses of the cells that showed it, with their sheet. */
  readonly cells: readonly string[];
}
