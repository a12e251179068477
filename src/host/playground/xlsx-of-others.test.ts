import { readFile } from "node:fs/promises";
import { readXlsx } from "./xlsx-read.ts";

const NAMES = ["GPT", "GPT.ASK"];

const open = async (program: string) => {
  const bytes = await readFile(new URL(`fixtures/${program}.xlsx`, import.meta.url));
  return readXlsx(new File([bytes], `${program}.xlsx`), NAMES);
};

/** Written by scripts/fixtures/xlsx_files.py. XlsxWriter writes part by part what Excel writes. */
describe.each(["xlsxwriter", "openpyxl"])("a workbook that %s wrote", (program) => {
  it("opens with its texts, numbers, dates, formulas and sheets", async () => {
    const { sheets, settings } = await open(program);
    expect(settings).toBeNull();
    expect(sheets.map(({ name }) => name)).toEqual(["Orders & more", "Hidden", "Empty"]);
    const [heading, first, second, , merged] = sheets[0]!.rows;
    expect(heading!.map((cell) => cell?.value)).toEqual(["Thing", "Price", "Paid", "Day", "Twice", "Broken"]);
    expect(first!.map((cell) => cell?.formula ?? cell?.value)).toEqual([
      "Café crème",
      2.5,
      true,
      46_352,
      "=B2*2",
      "=1/0",
    ]);
    expect(first!.map((cell) => cell?.format)).toEqual([null, "#,##0.00", null, "yyyy-mm-dd", null, null]);
    expect(second!.slice(0, 3).map((cell) => cell?.value)).toEqual([
      "  <b> & שלום 🎉\nsecond line",
      "007",
      false,
    ]);
    expect(merged!.map((cell) => cell?.value)).toEqual(["merged"]);
  });

  it("gives the add-in's functions their names back, with the cells that they fill", async () => {
    const rows = (await open(program)).sheets[0]!.rows;
    expect(rows[5]![0]!.formula).toBe('=GPT.ASK("Why?")');
    expect(rows[6]![0]!.formula).toBe("=GPT(A2:B3,A2:A3)");
    expect(rows[6]![0]!.spill).toHaveLength(2);
    // The second answer belongs to the formula above it.
    expect(rows[7]?.[0] ?? null).toBeNull();
  });
});
