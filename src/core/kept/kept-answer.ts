import type { CellValue } from "../examples/cell-value.ts";

/** Which model gave an answer. */
export interface ModelIdentity {
  /** For people, "Gemma 3 270m". */
  readonly name: string;
  /** Hex SHA-256 of its file. */
  readonly hash: string;
}

/** An answer that is kept with the workbook. */
export interface KeptAnswer {
  /** See `keptKeys`. */
  readonly key: string;
  readonly value: CellValue;
  /** Between 0 and 1, to three digits. */
  readonly confidence: number;
  readonly model: ModelIdentity;
}
