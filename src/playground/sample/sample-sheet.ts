import type { CellLook, SheetData, WorkbookCell } from "../../host/playground/workbook-data.ts";

export type SampleCell = string | number | null;

function cell(value: SampleCell, look: CellLook | null): WorkbookCell | null {
  if (value === null) return null;
  const formula = typeof value === "string" && value.startsWith("=") ? value : null;
  return { value: formula === null ? value : null, formula, look, format: null, spill: null };
}

export interface SampleBlock {
  readonly headers: readonly string[];
  readonly examples: readonly (readonly SampleCell[])[];
  /** Rows to fill: inputs, and in the first ones a formula as text that starts with "=". */
  readonly rows: readonly (readonly SampleCell[])[];
}

export interface SampleSheet {
  readonly name: string;
  /** Side by side from column A, an empty column between them; headers in row 1. */
  readonly blocks: readonly SampleBlock[];
  /** A line to a row. */
  readonly notes: readonly string[];
  /** Notes stand right of the blocks, or below them where the blocks are wide. */
  readonly notesAt: "right" | "below";
  /** Pixels, by column from A. */
  readonly widths: readonly number[];
}

/** Lays a sample sheet out: bold headers, tinted examples, the rows to fill below, notes beside or under them. */
export function toSheetData({ name, blocks, notes, notesAt, widths }: SampleSheet): SheetData {
  const columns = blocks.map(toColumnsOfRows);
  const said = notes.map((note) => cell(note, "note"));
  const isRight = notesAt === "right";
  const height = Math.max(isRight ? notes.length : 0, ...columns.map((rows) => rows.length));
  const rows = Array.from({ length: height }, (_, row) => [
    ...columns.flatMap((block, index) => {
      const width = blocks[index]?.headers.length ?? 0;
      return [...Array.from({ length: width }, (_cell, column) => block[row]?.[column] ?? null), null];
    }),
    (isRight && said[row]) || null,
  ]);
  const below = isRight ? [] : [[], ...said.map((note) => [note])];
  return { name, rows: [...rows, ...below], columnWidths: widths };
}

function toColumnsOfRows({ headers, examples, rows }: SampleBlock): (WorkbookCell | null)[][] {
  return [
    headers.map((header) => cell(header, "header")),
    ...examples.map((row) => row.map((value) => cell(value, "example"))),
    ...rows.map((row) => row.map((value) => cell(value, null))),
  ];
}

/** Puts formulas beside the first inputs; the person fills the rest. */
export function withFormulas(
  inputs: readonly (readonly SampleCell[])[],
  formulas: readonly (string | null)[],
): readonly (readonly SampleCell[])[] {
  return inputs.map((row, index) => [...row, formulas[index] ?? null]);
}
