import { OfficeHost } from "../../host/office/office-host.ts";
import { FakeExcel } from "../../host/office/testing/fake-excel.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { EditHistory, type EditSummary } from "./edit-history.ts";
import { PartlyDone } from "./partly-done.ts";

function start() {
  const host = new FakeHost([["a"], ["=OLD()"], ["c"]]);
  const told: (EditSummary | null)[] = [];
  const history = new EditHistory(host, (last) => told.push(last));
  return { host, history, told };
}

const WRITTEN = {
  address: "Sheet1!A1:A3",
  entries: [[{ formula: "=GPT(B1)" }], [{ value: "=b" }], [{ value: 3 }]],
};

describe("the history of changes", () => {
  it("puts back what a change replaced", async () => {
    const { host, history, told } = start();
    const areas: string[] = [];
    await history.apply("fill", [WRITTEN]);
    await history.undo((area) => areas.push(area));
    expect(host.typed("Sheet1!A1:A3").flat()).toEqual(["a", "=OLD()", "c"]);
    expect(areas).toEqual(["Sheet1!A1:A3"]);
    expect(told).toEqual([{ kind: "fill", cells: 3, sheet: "Sheet1" }, null]);
  });

  it("leaves cells alone that were changed since, and says how many", async () => {
    const { host, history, told } = start();
    await history.apply("fill", [WRITTEN]);
    await host.writeEntries([{ address: "Sheet1!A2", entries: [[{ value: "mine" }]] }]);
    const failure: unknown = await history.undo(() => {}).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PartlyDone);
    expect((failure as PartlyDone).message).toContain("One cell was changed since");
    expect(host.typed("Sheet1!A1:A3").flat()).toEqual(["a", "mine", "c"]);
    expect(told.at(-1)).toBeNull();
  });

  it("fails where every cell was changed since", async () => {
    const { host, history } = start();
    await history.apply("fill", [WRITTEN]);
    const entries = WRITTEN.entries.map(() => [{ value: "mine" }]);
    await host.writeEntries([{ address: "Sheet1!A1:A3", entries }]);
    const failure: unknown = await history.undo(() => {}).catch((error: unknown) => error);
    expect(failure).not.toBeInstanceOf(PartlyDone);
    expect((failure as Error).message).toContain("3 cells were changed since");
  });

  it("goes on to the change before where the sheet of the last one is gone", async () => {
    const { host, history, told } = start();
    await history.apply("correct", [{ address: "Sheet1!A1", entries: [[{ value: "x" }]] }]);
    await history.apply("fill", [{ ...WRITTEN, address: "Other!A4:A6" }]);
    host.goneSheets.add("Other");
    await expect(history.undo(() => {})).rejects.toThrow("no sheet “Other”");
    expect(told.at(-1)).toMatchObject({ kind: "correct" });
    await history.undo(() => {});
    expect(host.typed("Sheet1!A1")).toEqual([["a"]]);
  });

  it("knows its own formulas where the sheet words them otherwise", async () => {
    const { host } = start();
    const reworded = new EditHistory(
      {
        readEntries: async (addresses) => {
          const other = (formula: string) => formula.replace("GPT", "ADDIN.GPT");
          return (await host.readEntries(addresses)).map(({ address, entries }) => ({
            address,
            entries: entries.map((row) =>
              row.map((entry) => ("formula" in entry ? { formula: other(entry.formula) } : entry)),
            ),
          }));
        },
        writeEntries: (edits) => host.writeEntries(edits),
        hasSheet: (name) => host.hasSheet(name),
        readArea: (address) => host.readArea(address),
        readRegion: (address) => host.readRegion(address),
      },
      () => {},
    );
    await reworded.apply("fill", [{ address: "Sheet1!A3", entries: [[{ formula: "=GPT(B3)" }]] }]);
    await reworded.undo(() => {});
    expect(host.typed("Sheet1!A3")).toEqual([["c"]]);
  });

  describe("in cells of format Text", () => {
    let uninstall = (): void => {};
    afterEach(() => uninstall());

    it.each([
      ["Excel", excelWith],
      ["the host of tests", (rows: CellValue[][]) => new FakeHost(rows)],
    ])("writes formulas and numbers as such, and puts the format back, over %s", async (_name, open) => {
      const host = open([["a"], ["b"], ["c"], ["=OLD()"], ["=OLDER()"]]);
      const entries = async () => (await host.readEntries(["Sheet1!A1:A5"]))[0]!.entries.flat();
      // The formulas were there before their cells were given the format.
      const old = ["a", "b", "c"].map((value) => [{ value, format: "@" }]);
      const formulas = ["=OLD()", "=OLDER()"].map((formula) => [{ formula, format: "@" }]);
      await host.writeEntries([{ address: "Sheet1!A1:A5", entries: [...old, ...formulas] }]);
      const before = await entries();
      const history = new EditHistory(host, () => {});
      await history.apply("fill", [
        {
          address: "Sheet1!A1:A5",
          entries: [
            [{ formula: "=GPT(B1)" }],
            [{ formula: "=GPT(B2)", format: "0.00" }],
            [{ value: "text" }],
            [{ value: "Lima" }],
            [{ value: 7 }],
          ],
        },
      ]);
      expect(await entries()).toEqual([
        { formula: "=GPT(B1)" },
        { formula: "=GPT(B2)", format: "0.00" },
        { value: "text", format: "@" },
        { value: "Lima", format: "@" },
        { value: 7 },
      ]);
      await history.undo(() => {});
      expect(await entries()).toEqual(before);
      expect(before.map((entry) => "formula" in entry)).toEqual([false, false, false, true, true]);
    });

    it.each([
      ["Excel", excelWith],
      ["the host of tests", (rows: CellValue[][]) => new FakeHost(rows)],
    ])("puts numbers and TRUE back as such, over %s", async (_name, open) => {
      const host = open([[7], [true], [8]]);
      // They were there before their cells were given the format.
      const held = [7, true].map((value) => [{ value, format: "@" }]);
      await host.writeEntries([{ address: "Sheet1!A1:A2", entries: held }]);
      const history = new EditHistory(host, () => {});
      const formulas = [1, 2, 3].map((row) => [{ formula: `=GPT(B${row})` }]);
      await history.apply("unfreeze", [{ address: "Sheet1!A1:A3", entries: formulas }]);
      // The last one is given it meanwhile.
      await host.writeEntries([{ address: "Sheet1!A3", entries: [[{ formula: "=GPT(B3)", format: "@" }]] }]);
      await history.undo(() => {});
      const read = await host.readEntries(["Sheet1!A1:A3"]);
      expect(read[0]!.entries).toEqual([...held, [{ value: 8, format: "@" }]]);
    });

    it.each([
      ["Excel", excelWith],
      ["the host of tests", (rows: CellValue[][]) => new FakeHost(rows)],
    ])("writes and puts back texts as they are, over %s", async (_name, open) => {
      const texts = ["=x", "007", "'quoted'", "''", "1. May", "Lima", ""];
      const host = open(texts.map(() => [null]));
      const address = `Sheet1!A1:A${texts.length}`;
      const of = (format: string) => texts.map((value) => [{ value, format }]);
      const shown = async () => {
        const [read] = await host.readEntries([address]);
        return read!.entries.map(([entry]) => ("value" in entry! ? (entry.value ?? "") : "a formula"));
      };
      await host.writeEntries([{ address, entries: of("@") }]);
      expect(await shown()).toEqual(texts);
      const history = new EditHistory(host, () => {});
      await history.apply("fill", [{ address, entries: texts.map(() => [{ formula: "=GPT(B1)" }]) }]);
      await history.undo(() => {});
      expect(await shown()).toEqual(texts);
      await history.apply("correct", [{ address, entries: texts.toReversed().map((value) => [{ value }]) }]);
      expect(await shown()).toEqual(texts.toReversed());
      await history.undo(() => {});
      expect(await shown()).toEqual(texts);
      const [read] = await host.readEntries([address]);
      expect(read!.entries.flat().map(({ format }) => format)).toEqual(texts.map(() => "@"));
    });

    /** Excel with these cells, until the test has ended. */
    function excelWith(rows: CellValue[][]): OfficeHost {
      uninstall = new FakeExcel({ Sheet1: rows }).install();
      return new OfficeHost();
    }
  });
});
