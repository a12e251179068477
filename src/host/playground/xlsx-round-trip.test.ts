import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import * as xlsx from "@e965/xlsx";
import type { WorkbookCell, WorkbookData } from "./workbook-data.ts";
import { readXlsx } from "./xlsx-read.ts";
import { writeXlsx } from "./xlsx-write.ts";

const NAMES = ["GPT", "GPT.ASK", "GPT.COMPLETE"];

const file = (bytes: Uint8Array<ArrayBuffer>, name: string) => new File([bytes], name);
const typed = (value: WorkbookCell["value"], format: string | null = null): WorkbookCell => ({
  value,
  formula: null,
  look: null,
  format,
  spill: null,
});
const formula = (text: string, value: WorkbookCell["value"]): WorkbookCell => ({
  ...typed(value),
  formula: text,
});

const workbook: WorkbookData = {
  name: "My capitals",
  settings: '{"temperature":0.5,"seed":7}',
  sheets: [
    {
      name: "Capitals & more",
      columnWidths: [120, null, 200],
      rows: [
        [typed("Country"), typed("Capital")],
        [typed("Côte d’Ivoire"), typed("  two spaces  "), typed(true), typed(-1.5)],
        [],
        [typed("Peru"), formula("=GPT($A$1:$B$2, A4)", "Lima"), formula('=GPT.ASK("<b> & ""x""")', null)],
        [typed(45_000, "yyyy-mm-dd"), formula("=SUM(D2:D2)+1", -0.5), null, typed(0)],
      ],
    },
    { name: "Empty", rows: [], columnWidths: [] },
  ],
};

describe("an xlsx file", () => {
  it("brings back values, formulas, results, formats, widths and settings", async () => {
    const read = await readXlsx(file(await writeXlsx(workbook, NAMES), "My capitals.xlsx"), NAMES);
    expect(read.name).toBe("My capitals");
    expect(read.settings).toBe(workbook.settings);
    expect(read.sheets.map((sheet) => sheet.name)).toEqual(["Capitals & more", "Empty"]);
    expect(read.sheets[0]?.rows).toEqual(workbook.sheets[0]?.rows);
    const widths = read.sheets[0]?.columnWidths ?? [];
    expect(Math.abs((widths[0] ?? 0) - 120)).toBeLessThanOrEqual(4);
    expect(Math.abs((widths[2] ?? 0) - 200)).toBeLessThanOrEqual(4);
  });

  it("brings back merged cells, and says so where some reach too far or into one another", async () => {
    const sheet = { name: "S", columnWidths: [], rows: [[typed("title")]], merged: ["A1:C1", "B3:B9"] };
    const opened = async (merged: readonly string[]) => {
      const bytes = await writeXlsx({ name: "x", settings: null, sheets: [{ ...sheet, merged }] }, NAMES);
      return readXlsx(file(bytes, "x.xlsx"), NAMES);
    };
    const whole = await opened(sheet.merged);
    expect(whole.sheets[0]?.merged).toEqual(sheet.merged);
    expect(whole.leftOut).toBeUndefined();
    const part = await opened([...sheet.merged, "C1:D1", "A20:A1000000"]);
    expect(part.sheets[0]?.merged).toEqual(sheet.merged);
    expect(part.leftOut).toEqual(["merged"]);
  });

  it("brings back errors that stand in cells without a formula, as errors", async () => {
    const rows = ["#N/A", "#REF!", "#DIV/0!"].map((error) => [typed("x"), { ...typed(null), error }]);
    const sheets = [{ name: "S", columnWidths: [], rows }];
    const bytes = await writeXlsx({ name: "x", settings: null, sheets }, NAMES);
    expect(xlsx.read(bytes, { type: "array" }).Sheets["S"]?.["B1"]).toMatchObject({ t: "e", w: "#N/A" });
    expect((await readXlsx(file(bytes, "x.xlsx"), NAMES)).sheets[0]?.rows).toEqual(rows);
  });

  it("holds our functions as Excel names them, as dynamic arrays with their results", async () => {
    const spill = [["Lima"], ["Santiago"]];
    const cell: WorkbookCell = { ...formula("=GPT(A2:B6, A7:A8)", "Lima"), spill };
    const bytes = await writeXlsx(
      { name: "x", settings: null, sheets: [{ name: "S", columnWidths: [], rows: [[cell], []] }] },
      NAMES,
    );
    const sheet = xlsx.read(bytes, { type: "array" }).Sheets["S"];
    expect(sheet?.["A1"]).toMatchObject({ f: "_xldudf_GPT(A2:B6, A7:A8)", F: "A1:A2", v: "Lima", D: true });
    expect(sheet?.["A2"]).toMatchObject({ v: "Santiago" });
    const read = await readXlsx(file(bytes, "x.xlsx"), NAMES);
    expect(read.sheets[0]?.rows).toEqual([[cell]]);
  });

  it("holds kept answers where Excel's add-in looks for them, and brings them back", async () => {
    const bytes = await writeXlsx({ ...workbook, answers: "aGVsbG8=" }, NAMES);
    const parts = unzipSync(bytes);
    expect(strFromU8(parts["customXml/item2.xml"]!)).toContain(
      '<answers xmlns="urn:fewshot:answers:1">aGVsbG8=<',
    );
    expect(strFromU8(parts["xl/_rels/workbook.xml.rels"]!)).toContain("../customXml/item2.xml");
    const read = await readXlsx(file(bytes, "x.xlsx"), NAMES);
    expect(read.answers).toBe("aGVsbG8=");
    expect(read.sheets[0]?.rows).toEqual(workbook.sheets[0]?.rows);
  });

  it("holds settings where Excel's add-in looks for them", async () => {
    const settings = '{"oneOf":["süß","5 €"]}';
    const bytes = await writeXlsx({ ...workbook, settings }, NAMES);
    expect(strFromU8(unzipSync(bytes)["customXml/item1.xml"]!)).toContain(
      '<settings xmlns="urn:fewshot:settings:1">eyJvbmVPZiI6WyJzw7zDnyIsIjUg4oKsIl19</settings>',
    );
    expect((await readXlsx(file(bytes, "x.xlsx"), NAMES)).settings).toBe(settings);
  });

  it("is read with the settings that stand in a custom property of it, where it has no part for them", async () => {
    const book = xlsx.utils.book_new();
    xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([[1]]), "Data");
    book.Custprops = { Fewshot: '{"seed":1}' };
    const bytes = new Uint8Array(xlsx.write(book, { type: "array" }) as ArrayBuffer);
    expect((await readXlsx(file(bytes, "x.xlsx"), NAMES)).settings).toBe('{"seed":1}');
  });

  it("hands on damaged settings as they stand, for their reader to tell", async () => {
    const parts = unzipSync(await writeXlsx(workbook, NAMES));
    const opened = async (xml: string) => {
      parts["customXml/item1.xml"] = strToU8(xml);
      return (await readXlsx(file(zipSync(parts), "x.xlsx"), NAMES)).settings;
    };
    expect(await opened('<settings xmlns="urn:fewshot:settings:1">e_30</settings>')).toBe("e_30");
    for (const xml of [
      '<settings xmlns="urn:fewshot:settings:1">{}</settings>',
      "<settings xmlns='urn:fewshot:settings:1'/>",
    ])
      expect(await opened(xml)).toBe(xml);
    expect(await opened('<settings xmlns="urn:another">1</settings>')).toBeNull();
  });

  it("made by another program with shared formulas is read", async () => {
    const book = xlsx.utils.book_new();
    const sheet = xlsx.utils.aoa_to_sheet([
      [1, "a"],
      [2, "b"],
    ]);
    sheet["C1"] = { t: "n", f: "A1*2", v: 2 };
    sheet["!ref"] = "A1:C2";
    xlsx.utils.book_append_sheet(book, sheet, "Data");
    const bytes = new Uint8Array(xlsx.write(book, { type: "array" }) as ArrayBuffer);
    const read = await readXlsx(file(bytes, "data.xlsx"), NAMES);
    expect(read.settings).toBeNull();
    expect(read.sheets[0]?.rows[0]?.map((cell) => cell?.formula ?? cell?.value)).toEqual([1, "a", "=A1*2"]);
  });

  it.each([
    ["plain text", new TextEncoder().encode("a,b\n1,2"), /not an \.xlsx workbook/],
    ["an encrypted or old workbook", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /password/],
    ["a zip cut short", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), /damaged/],
    ["too large a file", new Uint8Array(31_000_000), /31 MB; up to 30 MB/],
    ["an empty file", new Uint8Array(0), /not an \.xlsx workbook/],
  ])("is refused in words when it is %s", async (_, bytes, message) => {
    await expect(readXlsx(file(bytes, "book.xlsx"), NAMES)).rejects.toThrow(message);
    await expect(readXlsx(file(bytes, "book.xlsx"), NAMES)).rejects.toMatchObject({
      name: "WorkbookFileError",
    });
  });
});
