import { type CellValue, isBlank, promptText } from "./cell-value.ts";

/** Longer texts are a note or an example, not the name of a column. */
const NAME_CHARACTERS = 40;

/** Names of the input columns and of the answer's column. */
export interface Headers {
  readonly inputs: readonly string[];
  readonly output: string;
}

/** The names used where the sheet gives none: "Input" and "Output", with several inputs "Input 1", "Input 2", … */
export function defaultHeaders(inputColumns: number): Headers {
  const inputs = Array.from({ length: inputColumns }, (_, index) =>
    inputColumns === 1 ? "Input" : `Input ${index + 1}`,
  );
  return { inputs, output: "Output" };
}

/** Headers from the cells of a header row, the answer's last. Null when all are blank; a blank one gets its default. */
export function headersFromTexts(texts: readonly string[]): Headers | null {
  if (texts.every((text) => text === "")) return null;
  const defaults = defaultHeaders(texts.length - 1);
  return {
    inputs: defaults.inputs.map((name, index) => texts[index] || name),
    output: texts.at(-1) || defaults.output,
  };
}

/** Whether typed cells may name columns: short texts, each its own. */
export function mayNameColumns(cells: readonly CellValue[]): boolean {
  const isName = (cell: CellValue): boolean =>
    typeof cell === "string" && !isBlank(cell) && promptText(cell).length <= NAME_CHARACTERS;
  return cells.every(isName) && new Set(cells.map(promptText)).size === cells.length;
}
