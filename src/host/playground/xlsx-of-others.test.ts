import { readFile } from "node:fs/promises";
import type { WorkbookData } from "./workbook-data.ts";
import { readXlsx } from "./xlsx-read.ts";
import { writeXlsx } from "./xlsx-write.ts";

const NAMES = ["GPT", "GPT.ASK"];

const open = async (program: string) => {
  const bytes = await readFile(new URL(`fixtures/${program}.xlsx`, import.meta.url));
  return readXlsx(new File([bytes], `${program}.xlsx`), NAMES);
};

const saved = async (workbook: WorkbookData) =>
  readXlsx(new File([await writeXlsx(workbook, NAMES)], `${workbook.name}.xlsx`), NAMES);

/** LibreOffice marks signs in number formats that stand for themselves, and writes truth values as functions. */
const plain = (text: string | null | undefined) => text?.replaceAll("\\", "") ?? null;
const TRUTHS: Readonly<Record<string, boolean>> = { "=TRUE()": true, "=FALSE()": false };

/**
 * Written by scripts/fixtures/xlsx_files.py: XlsxWriter writes part by part what Excel writes, and LibreOffice Calc 7.4
 * has opened, calculated and saved its file.
 */
describe.each(["xlsxwriter", "openpyxl", "libreoffice"])("a workbook that %s wrote", (program) => {
  it("opens with its texts, numbers, dates, formulas and sheets", async () => {
    const { sheets, settings } = await open(program);
    expect(settings).toBeNull();
    expect(sheets.map(({ name }) => name)).toEqual(["Orders & more", "Hidden", "Empty"]);
    const [heading, first, second, , merged] = sheets[0]!.rows;
    expect(heading!.map((cell) => cell?.value)).toEqual(["Thing", "Price", "Paid", "Day", "Twice", "Broken"]);
    expect(first!.map((cell) => TRUTHS[cell?.formula ?? ""] ?? cell?.formula ?? cell?.value)).toEqual([
      "Café crème",
      2.5,
      true,
      46_352,
      "=B2*2",
      "=1/0",
    ]);
    expect(first!.map((cell) => plain(cell?.format))).toEqual([
      null,
      "#,##0.00",
      null,
      "yyyy-mm-dd",
      null,
      null,
    ]);
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
    // openpyxl keeps formulas without their results.
    expect(rows[5]![0]!.value).toBe(program === "openpyxl" ? null : "Because.");
    expect(rows[6]![0]!.formula).toBe("=GPT(A2:B3,A2:A3)");
    expect(rows[6]![0]!.spill).toHaveLength(2);
    // The second answer belongs to the formula above it.
    expect(rows[7]?.[0] ?? null).toBeNull();
  });

  it("can be saved, and is the same when it is opened again", async () => {
    const workbook = await open(program);
    expect((await saved(workbook)).sheets).toEqual(workbook.sheets);
  });

  it("names what it has besides, and what is saved has nothing besides", async () => {
    const workbook = await open(program);
    expect(workbook.leftOut).toEqual(["looks", "comments", "hidden"]);
    expect(workbook.sheets[0]!.merged).toHaveLength(1);
    expect((await saved(workbook)).leftOut).toBeUndefined();
  });
});

describe("a workbook that Excel wrote", () => {
  it("opens with formulas that spill and their results", async () => {
    const { sheets } = await open("excel/xlookup");
    expect(sheets.map(({ name }) => name)).toEqual(["Sheet1", "Sheet2", "Sheet3"]);
    const [, found] = sheets[0]!.rows;
    expect(found!.slice(1).map((cell) => cell?.value ?? null)).toEqual([8389, "Dianne Pugh"]);
    expect(found![2]).toMatchObject({
      formula: "=XLOOKUP(B2,B5:B14,C5:D14)",
      spill: [["Dianne Pugh", "Finance"]],
    });
    expect(sheets[1]!.rows[1]![5]).toMatchObject({ formula: "=XLOOKUP(E2,C2:C7,B2:B7,0,1,2)", value: 0.22 });
  });

  it("opens with a sheet that is written from right to left", async () => {
    const { sheets } = await open("excel/right-to-left");
    expect(sheets.map(({ name }) => name)).toEqual(["English", "عربى"]);
    expect(sheets[1]!.rows.map(([cell]) => cell?.value)).toEqual([
      "نص",
      123,
      "text with comment",
      " עִבְרִית and اَلْعَرَبِيَّةُ",
    ]);
  });

  it("opens where it was saved as strict Open XML", async () => {
    const { sheets } = await open("excel/SampleSS.strict");
    expect(sheets.map(({ name }) => name)).toEqual(["First Sheet", "Sheet Number 2", "Sheet3"]);
    expect(sheets[1]!.rows[6]!.map((cell) => cell?.formula ?? cell?.value)).toEqual([
      1,
      10,
      2,
      "=SUM(A7:C7)",
    ]);
    expect(sheets[1]!.rows[6]![3]!.value).toBe(13);
  });

  it("opens with a word about what it has besides", async () => {
    expect((await open("excel/right-to-left")).leftOut).toEqual(["looks", "comments"]);
    expect((await open("excel/xlookup")).leftOut).toBeUndefined();
  });

  it.each(["xlookup", "right-to-left", "SampleSS.strict"])(
    "can be saved, and is the same when it is opened again: %s",
    async (name) => {
      const workbook = await open(`excel/${name}`);
      expect((await saved(workbook)).sheets).toEqual(workbook.sheets);
    },
  );
});
