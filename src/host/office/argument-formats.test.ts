import { CellDate } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { ArgumentFormats } from "./argument-formats.ts";
import { FakeExcel } from "./testing/fake-excel.ts";

const date = (days: number) => new CellDate(days, "d.m.yyyy");

describe("the arguments that Excel gives functions", () => {
  let excel: FakeExcel;
  let uninstall: () => void;
  const formats = new ArgumentFormats();
  beforeEach(() => {
    const rows = Array.from({ length: 1000 }, (_, row) => [`row ${row}`, date(44_000 + row), row]);
    excel = new FakeExcel({ Sheet1: rows });
    uninstall = excel.install();
  });
  afterEach(() => uninstall());

  it("have dates where their cells show such, and numbers where they show numbers", async () => {
    const values = [
      ["row 1", 44_001, 1],
      ["row 2", 44_002, 2],
    ];
    expect(await formats.withDates(values, "Sheet1!$A$2:$C$3")).toEqual([
      ["row 1", date(44_001), 1],
      ["row 2", date(44_002), 2],
    ]);
  });

  it("of a thousand formulas are read in one round trip, in a few areas", async () => {
    const cells = Array.from({ length: 1000 }, (_, row) =>
      formats.withDates([[44_000 + row]], `Sheet1!B${row + 1}`),
    );
    const examples = Array.from({ length: 1000 }, () =>
      formats.withDates([["row 0", 44_000]], "Sheet1!A1:B1"),
    );
    expect(await Promise.all(cells)).toEqual(
      Array.from({ length: 1000 }, (_, row) => [[date(44_000 + row)]]),
    );
    expect((await Promise.all(examples))[999]).toEqual([["row 0", date(44_000)]]);
    expect([excel.syncs, excel.ranges.length]).toEqual([1, 1]);
  });

  it("with rows between them that nobody asks for are read in few areas", async () => {
    const cells = Array.from({ length: 500 }, (_, row) =>
      formats.withDates([[44_000 + 2 * row]], `Sheet1!B${2 * row + 1}`),
    );
    expect(await Promise.all(cells)).toEqual(
      Array.from({ length: 500 }, (_, row) => [[date(44_000 + 2 * row)]]),
    );
    expect([excel.syncs, excel.ranges.length]).toEqual([1, 1]);
  });

  it("that stand far apart are read in requests of some areas each", async () => {
    const far = Array.from({ length: 450 }, (_, index) =>
      formats.withDates([[44_000]], `Sheet1!B${300 * index + 1}`),
    );
    const [first, ...others] = await Promise.all(far);
    expect([first, others.at(-1)]).toEqual([[[date(44_000)]], [[44_000]]]);
    expect([excel.syncs, excel.ranges.length]).toEqual([3, 450]);
  });

  it("without numbers or an address ask Excel for nothing", async () => {
    const texts: CellValue[][] = [["row 0", true, ""]];
    expect(await formats.withDates(texts, "Sheet1!A1:C1")).toBe(texts);
    const computed = [[44_000]];
    expect(await formats.withDates(computed, null)).toBe(computed);
    expect(excel.syncs).toBe(0);
  });

  it("have dates whatever else is asked for at once: of another workbook, or of a sheet that was renamed", async () => {
    const asked = ["[Rates.xlsx]Sheet1!B1", "Sheet1!B1", "Renamed!B1"].map((address) =>
      formats.withDates([[44_000]], address),
    );
    expect(await Promise.all(asked)).toEqual([[[44_000]], [[date(44_000)]], [[44_000]]]);
  });

  it("stay numbers where Excel tells no formats", async () => {
    excel.faults = [new Error("gone")];
    expect(await formats.withDates([[44_000]], "Sheet1!B1")).toEqual([[44_000]]);
    expect(await formats.withDates([[44_000]], "Sheet1!B1")).toEqual([[date(44_000)]]);
  });
});
