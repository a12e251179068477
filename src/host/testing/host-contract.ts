import { CellDate } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { isBlank } from "../../core/examples/cell-value.ts";
import { parseAddress } from "../../core/ranges/a1.ts";
import { until } from "../../core/testing/until.ts";
import type { SheetBlock, SpreadsheetHost } from "../port.ts";

/** What of a host the contract is about; all else needs a person or the product. */
export type ContractHost = Pick<
  SpreadsheetHost,
  | "hasSheet"
  | "readArea"
  | "readRegion"
  | "readEntries"
  | "spillsOf"
  | "writeEntries"
  | "show"
  | "onSelectionChange"
  | "loadSettings"
  | "saveSettings"
  | "loadAnswers"
  | "saveAnswers"
  | "loadLessons"
  | "saveLessons"
>;

/** The formula in C2 fills C2:C3, the one in C5 its own cell, and the one in B6 gives an error. */
export const CONTRACT_ROWS: readonly (readonly CellValue[])[] = [
  ["Country", "Area"],
  ["Peru", 1285.2, "=A2:A3"],
  ["Chad", 1284],
  [null, true],
  ["x", null, "=B2"],
  ["y", "=1/0"],
];

/**
 * What every host must do, as tests. open: a host over a workbook whose first sheet is "Sheet1" and holds
 * CONTRACT_ROWS from A1 on, with nothing kept in it.
 */
export function describeHost(name: string, open: () => Promise<ContractHost>): void {
  describe(`${name}, as every host,`, () => {
    let host: ContractHost;
    beforeEach(async () => {
      host = await open();
    });

    /** Hosts may show an empty cell as an empty text. */
    const shown = ({ values }: SheetBlock): CellValue[][] =>
      values.map((row) => row.map((value) => (isBlank(value) ? null : value)));

    it("knows its sheets by their names", async () => {
      expect(await Promise.all(["Sheet1", "Sheet of nobody"].map((name) => host.hasSheet(name)))).toEqual([
        true,
        false,
      ]);
    });

    it("reads an area: its address with the sheet, values as they are, and where formulas stand", async () => {
      const block = (await host.readArea("Sheet1!$A$1:$B$4"))!;
      expect(block.address).toBe("Sheet1!A1:B4");
      expect(shown(block)).toEqual(CONTRACT_ROWS.slice(0, 4).map(([first, second]) => [first, second]));
      expect((await host.readArea("Sheet1!B5:C5"))!.formulas).toEqual([[false, true]]);
    });

    it("reads nothing of an area that lies off the sheet, and nothing is wrong with that", async () => {
      const block = await host.readArea("Sheet1!XFC1048575:XFD1048576");
      expect(block === null || shown(block).flat().every(isBlank)).toBe(true);
    });

    it("leaves the cells off that an area has beyond the sheet", async () => {
      const { address, values } = (await host.readArea("Sheet1!A1:XFD1"))!;
      const { column, columns } = parseAddress(address)!;
      expect([column, columns]).toEqual([0, values[0]!.length]);
    });

    it("reads the filled block around a cell", async () => {
      expect((await host.readRegion("Sheet1!B2")).address).toBe("Sheet1!A1:C6");
    });

    it("shows the error of a formula as an empty cell: it is no example and no input", async () => {
      const block = (await host.readArea("Sheet1!A6:B6"))!;
      expect([shown(block), block.formulas]).toEqual([[["y", null]], [[false, true]]]);
      expect(shown(await host.readRegion("Sheet1!B6"))[5]).toEqual(["y", null, null]);
      expect((await host.readEntries(["Sheet1!B6"]))[0]!.entries).toEqual([[{ formula: "=1/0" }]]);
    });

    it("reads what cells hold as typed, area by area", async () => {
      expect(await host.readEntries(["Sheet1!A4:B5", "Sheet1!C5"])).toEqual([
        {
          address: "Sheet1!A4:B5",
          entries: [
            [{ value: null }, { value: true }],
            [{ value: "x" }, { value: null }],
          ],
        },
        { address: "Sheet1!C5", entries: [[{ formula: "=B2" }]] },
      ]);
      expect(await host.readEntries([])).toEqual([]);
    });

    it("tells what formulas fill besides their own cells", async () => {
      expect(await host.spillsOf(["Sheet1!A1", "Sheet1!C2", "Sheet1!C5"])).toEqual([
        null,
        "Sheet1!C2:C3",
        null,
      ]);
    });

    it("writes formulas, numbers, booleans and texts as a person would type them, and takes away", async () => {
      const entries = [[{ formula: "=B3" }], [{ value: 7.5 }], [{ value: false }], [{ value: null }]];
      await host.writeEntries([{ address: "Sheet1!A1:A4", entries }]);
      expect(await host.readEntries(["Sheet1!A1:A4"])).toEqual([{ address: "Sheet1!A1:A4", entries }]);
    });

    it("writes number formats, keeps them with what is written later, and reads numbers in those of dates as dates", async () => {
      const first = [[{ value: 44259, format: "d.m.yyyy" }], [{ formula: "=B2", format: "0.00" }]];
      await host.writeEntries([{ address: "Sheet1!A1:A2", entries: first }]);
      expect((await host.readEntries(["Sheet1!A1:A2"]))[0]!.entries).toEqual(first);
      expect((await host.readArea("Sheet1!A1"))!.values).toEqual([[new CellDate(44259, "d.m.yyyy")]]);
      await host.writeEntries([{ address: "Sheet1!A1", entries: [[{ value: 2 }]] }]);
      expect((await host.readEntries(["Sheet1!A1"]))[0]!.entries).toEqual([
        [{ value: 2, format: "d.m.yyyy" }],
      ]);
      await host.writeEntries([{ address: "Sheet1!A1", entries: [[{ value: 44259, format: "General" }]] }]);
      expect((await host.readEntries(["Sheet1!A1"]))[0]!.entries).toEqual([[{ value: 44259 }]]);
      expect((await host.readArea("Sheet1!A1"))!.values).toEqual([[44259]]);
    });

    it("makes formulas of those that are written with a format, also with one for texts", async () => {
      await host.writeEntries([{ address: "Sheet1!A1", entries: [[{ value: "x", format: "@" }]] }]);
      for (const entry of [
        { formula: "=B2", format: "@" },
        { formula: "=B3", format: "0.00" },
      ]) {
        await host.writeEntries([{ address: "Sheet1!A1", entries: [[entry]] }]);
        expect((await host.readEntries(["Sheet1!A1"]))[0]!.entries).toEqual([[entry]]);
      }
    });

    it.each(["=1+1", "007", "1. May", "TRUE", "+3", "@x", "'x'", "1e5", "two\nlines", "مرحبا 👋"])(
      "keeps the text %s as it is",
      async (text) => {
        const edit = { address: "Sheet1!A1", entries: [[{ value: text }]] };
        await host.writeEntries([edit]);
        const { values, formulas } = (await host.readArea("Sheet1!A1"))!;
        expect([values, formulas]).toEqual([[[text]], [[false]]]);
        expect(await host.readEntries(["Sheet1!A1"])).toEqual([edit]);
      },
    );

    it("selects the area that it shows, and tells of it as long as somebody listens", async () => {
      const told: (string | null)[] = [];
      const stop = host.onSelectionChange((address) => told.push(address));
      await host.show("Sheet1!B2:C3");
      await until(() => told.at(-1) === "Sheet1!B2:C3", "the host to tell of the selection");
      stop();
      const count = told.length;
      await host.show("Sheet1!A1");
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(told).toHaveLength(count);
    });

    it("keeps settings, answers and lessons with the workbook, each by itself", async () => {
      const load = () => Promise.all([host.loadSettings(), host.loadAnswers(), host.loadLessons()]);
      expect(await load()).toEqual([null, null, null]);
      await host.saveSettings('{"seed":1}');
      await host.saveAnswers("YW5zd2Vycw==");
      await host.saveLessons("bGVzc29ucw==_QVE=_");
      expect(await load()).toEqual(['{"seed":1}', "YW5zd2Vycw==", "bGVzc29ucw==_QVE=_"]);
    });
  });
}
