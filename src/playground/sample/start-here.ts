import type { CellLook, SheetData, WorkbookCell } from "../../host/playground/workbook-data.ts";

const text = (value: string, look: CellLook | null): WorkbookCell => ({
  value,
  formula: null,
  look,
  format: null,
  spill: null,
});
const example = (today: string, yesterday: string) => [text(today, "example"), text(yesterday, "example")];

/** The cell whose corner the sheet asks to drag. */
export const FIRST_FORMULA = "B12";

/** How it works in a few lines, and a fill small enough to try at once. */
export const startHere: SheetData = {
  name: "Start here",
  columnWidths: [150, 150, 40, 420],
  rows: [
    [text("Fill a column from a few examples", "title")],
    [text("1. Finish a few rows yourself: the tinted ones below.", null)],
    [text("2. In the next row the formula names those rows and the new input: =GPT($A$8:$B$11, A12)", null)],
    [
      text(
        "3. Select B12 and drag its corner down. The model runs in this page; nothing you type leaves it.",
        null,
      ),
    ],
    [text("A small model makes mistakes: look at its answers, and at how sure it was, in the pane.", "note")],
    [],
    [text("Today", "header"), text("Yesterday", "header")],
    example("go", "went"),
    example("see", "saw"),
    example("eat", "ate"),
    example("walk", "walked"),
    [
      text("take", null),
      { value: null, formula: "=GPT($A$8:$B$11, A12)", look: null, format: null, spill: null },
      null,
      text("← drag the corner of this cell down to B16", "note"),
    ],
    ...["run", "sing", "write", "fly"].map((verb) => [text(verb, null)]),
  ],
};
