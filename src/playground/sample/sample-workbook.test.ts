import { columnLetters, parseAddress } from "../../core/ranges/a1.ts";
import type { SheetData, WorkbookCell, WorkbookData } from "../../host/playground/workbook-data.ts";
import { sampleNamed, SAMPLE_WORKBOOKS } from "./sample-workbook.ts";

const cells = (sheet: SheetData): [string, WorkbookCell][] =>
  sheet.rows.flatMap((row, r) =>
    row.flatMap((cell, c): [string, WorkbookCell][] => (cell ? [[`${columnLetters(c)}${r + 1}`, cell]] : [])),
  );

const formulas = (sheet: SheetData) => cells(sheet).filter(([, cell]) => cell.formula !== null);

/** Every address that a formula of the sheet names. */
const named = (formula: string) => [
  ...formula.replace(/"[^"]*"/g, "").matchAll(/\$?[A-Z]\$?\d+(:\$?[A-Z]\$?\d+)?/g),
];

function cellsOf(sheet: SheetData, address: string): (WorkbookCell | null)[] {
  const range = parseAddress(address)!;
  return Array.from({ length: range.rows * range.columns }, (_, index) => {
    const row = range.row + Math.floor(index / range.columns);
    return sheet.rows[row]?.[range.column + (index % range.columns)] ?? null;
  });
}

describe.each(Object.entries(SAMPLE_WORKBOOKS))("the sample workbook (%s)", (_language, sampleWorkbook) => {
  it("starts little work: at most three formulas on a sheet and 30 rows in all", () => {
    const counts = sampleWorkbook.sheets.map((sheet) => formulas(sheet).length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(3);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
    expect(counts.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(22);
  });

  it.each(sampleWorkbook.sheets.map((sheet) => [sheet.name, sheet] as const))(
    "%s: formulas name filled cells only, examples as such where there is a range",
    (_, sheet) => {
      for (const [, cell] of formulas(sheet)) {
        const addresses = named(cell.formula ?? "").map((match) => match[0]);
        expect(addresses.length).toBeGreaterThan(0);
        for (const address of addresses) expect(cellsOf(sheet, address)).not.toContain(null);
        if (addresses.length === 2) {
          // GPT.CODE has the description first, the others the examples.
          const isCode = cell.formula!.startsWith("=GPT.CODE(");
          const [examples, input] = isCode ? addresses.toReversed() : addresses;
          expect(cellsOf(sheet, examples!).map((example) => example?.look)).not.toContain(null);
          expect(cellsOf(sheet, input!).map((cell) => cell?.look ?? null)).toEqual(
            cellsOf(sheet, input!).map(() => null),
          );
        }
      }
    },
  );

  it("has 40 countries to fill", () => {
    const [, capitals] = sampleWorkbook.sheets;
    const inputs = cells(capitals!).filter(([address, cell]) => /^A\d/.test(address) && cell.look === null);
    expect(inputs.map(([address]) => address).at(-1)).toBe("A46");
    expect(new Set(inputs.map(([, cell]) => cell.value)).size).toBe(40);
  });

  it("has sheet names that Excel takes", () => {
    for (const { name } of sampleWorkbook.sheets) expect(name).toMatch(/^[^\\/?*[\]:]{1,31}$/);
  });

  it("is found by its name", () => {
    expect(sampleNamed(sampleWorkbook.name)).toBe(sampleWorkbook);
    expect(sampleNamed("Budget")).toBeNull();
  });
});

describe("the sample workbooks of two languages", () => {
  it("fill the same cells in the same way, with the same formulas", () => {
    const shape = ({ sheets }: WorkbookData) =>
      sheets.map((sheet) => ({
        widths: sheet.columnWidths,
        cells: cells(sheet).map(([address, { look, formula }]) => [address, look, formula]),
      }));
    expect(shape(SAMPLE_WORKBOOKS.de)).toEqual(shape(SAMPLE_WORKBOOKS.en));
  });

  it("share no name of a sheet, no header and no note", () => {
    const said = ({ name, sheets }: WorkbookData) => [
      name,
      ...sheets.flatMap((sheet) => [
        sheet.name,
        ...cells(sheet).flatMap(([, { look, value }]) =>
          look === "title" || look === "note" || look === "header" ? [String(value)] : [],
        ),
      ]),
    ];
    const english = said(SAMPLE_WORKBOOKS.en);
    // Words that are the same in both.
    const same = ["Name", "Code"];
    expect(said(SAMPLE_WORKBOOKS.de).filter((text) => english.includes(text))).toEqual(same);
  });
});
