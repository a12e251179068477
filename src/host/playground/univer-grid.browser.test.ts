import type { CellDate } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import type { BundledPage } from "./testing/bundled-page.ts";
import { openGridPage } from "./testing/grid-browser.ts";
import type { GridPage } from "./testing/grid-page.ts";
import { GridPointer } from "./testing/grid-pointer.ts";

declare const window: GridPage;

const COUNTRIES = ["Norway", "Kenya", "Japan", "Cuba", "Iran", "Iraq", "Egypt", "Mali", "Chad", "Togo"];
const EXAMPLES = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Chile", "Santiago"],
  ["France", "Paris"],
  ["Spain", "Madrid"],
  ["Italy", "Rome"],
];
let grid: BundledPage;

let pointer: GridPointer;

async function values(address: string): Promise<unknown[][]> {
  return grid.page.evaluate(
    (a) => window.univerAPI.getActiveWorkbook()?.getActiveSheet().getRange(a).getValues() ?? [],
    address,
  );
}

async function write(
  address: string,
  cells: (Exclude<CellValue, CellDate> | { f: string })[][],
): Promise<void> {
  const data = cells.map((row) =>
    row.map((cell) => (cell !== null && typeof cell === "object" ? cell : { v: cell })),
  );
  await grid.page.evaluate(
    ([a, d]) => window.univerAPI.getActiveWorkbook()?.getActiveSheet().getRange(a).setValues(d),
    [address, data] as const,
  );
}

/** Waits until the cells show these values; fails with what they show instead. */
async function expectValues(address: string, expected: unknown[][], timeoutMs = 8000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let shown = await values(address);
  while (JSON.stringify(shown) !== JSON.stringify(expected) && Date.now() < deadline) {
    await grid.page.waitForTimeout(50);
    shown = await values(address);
  }
  expect(shown).toEqual(expected);
}

async function freshSheet(): Promise<void> {
  await grid.page.evaluate(() => {
    window.grid.load({
      name: "Test",
      sheets: [
        { name: "Sheet1", rows: [], columnWidths: [] },
        { name: "Other sheet", rows: [], columnWidths: [] },
      ],
      settings: null,
    });
    window.calls.length = 0;
    window.cancelled.length = 0;
  });
  await grid.page.waitForTimeout(300);
}

describe("the playground's grid in Chromium", () => {
  beforeAll(async () => {
    grid = await openGridPage();
    pointer = new GridPointer(grid.page);
  }, 60_000);
  afterAll(async () => {
    expect(grid.pageErrors).toEqual([]);
    await grid.close();
  });
  beforeEach(freshSheet);

  it("answers a typed formula and fills the column when the handle is dragged down", async () => {
    await write("A1:B6", EXAMPLES);
    await write(
      "A7:A16",
      COUNTRIES.map((country) => [country]),
    );
    await pointer.type(6, 1, "=GPT($A$2:$B$6, A7)");
    await expectValues("B7", [["GPT:Norway"]]);
    await pointer.dragDown(6, 1, 15);
    await expectValues(
      "B7:B16",
      COUNTRIES.map((country) => [`GPT:${country}`]),
    );
  }, 30_000);

  it("lets a sheet grow by the cells that its formulas name, typed, dragged or opened", async () => {
    await pointer.type(0, 0, "=GPT(AZ9)");
    await expectValues("A1", [["GPT:null/1"]]);
    await write("D1:D3", [["go"], ["see"], ["eat"]]);
    await pointer.type(0, 1, "=GPT(D1:D2, D400)");
    await pointer.dragDown(0, 1, 4);
    await expectValues(
      "B1:B5",
      Array.from({ length: 5 }, () => ["GPT:null"]),
    );
    const calls = await grid.page.evaluate(() =>
      window.calls.map(({ parameterAddresses }) => parameterAddresses),
    );
    expect(calls.at(-1)).toEqual(["Sheet1!D5:D6", "Sheet1!D404"]);
    const formulas = ["=GPT('My sheet'!A1:B2, 'My sheet'!AB1234)", "=1+AC2000"];
    await grid.page.evaluate(
      (cells) =>
        window.grid.load({
          name: "Test",
          sheets: [
            { name: "Sheet1", rows: [cells], columnWidths: [] },
            { name: "My sheet", rows: [], columnWidths: [] },
          ],
          settings: null,
        }),
      formulas.map((formula) => ({ value: null, formula, look: null, format: null, spill: null })),
    );
    await expectValues("A1:B1", [["GPT:null", 1]]);
  }, 30_000);

  it("keeps merged cells in what is saved and opened", async () => {
    await write("A1:B2", [
      ["title", null],
      ["x", "y"],
    ]);
    const merged = await grid.page.evaluate(() => {
      const sheet = window.univerAPI.getActiveWorkbook()!.getActiveSheet();
      sheet.getRange("A1:C1").merge();
      sheet.getRange("E5:F60").merge();
      const saved = window.grid.sheets();
      window.grid.load({ ...window.workbook, sheets: saved });
      return [saved[0]!.merged, window.grid.sheets()[0]!.merged, saved[1]!.merged ?? null];
    });
    expect(merged).toEqual([["A1:C1", "E5:F60"], ["A1:C1", "E5:F60"], null]);
    await expectValues("A1:B2", [
      ["title", null],
      ["x", "y"],
    ]);
  });

  it("keeps a typed error apart from an empty cell in what is saved and opened", async () => {
    await write("A1:B2", [
      ["#N/A", "x"],
      [{ f: "=1/0" }, "#REF!"],
    ]);
    await expectValues("A2", [["#DIV/0!"]]);
    const errors = await grid.page.evaluate(() => {
      window.grid.load({ ...window.workbook, sheets: window.grid.sheets() });
      return window.grid.sheets()[0]!.rows.map((row) => row.map((cell) => cell?.error ?? null));
    });
    expect(errors).toEqual([
      ["#N/A", null],
      [null, "#REF!"],
    ]);
    const { values, opaque } = (await grid.page.evaluate(() => window.grid.area("A1:B2")))!;
    expect(values.flat()).toEqual([null, "x", null, null]);
    expect(opaque.flat()).toEqual([true, false, false, true]);
  });

  it("puts a typed error back as one", async () => {
    await write("A1", [["#N/A"]]);
    const back = await grid.page.evaluate(() => {
      const held = window.grid.entries("A1");
      window.grid.write([{ address: "A1", entries: [[{ value: 7 }]] }]);
      window.grid.write([held]);
      return window.grid.area("A1");
    });
    expect(back).toMatchObject({ values: [[null]], opaque: [[true]] });
  });

  it("takes function names with a dot and lower case, and passes addresses and left-out arguments", async () => {
    await write("A1:B6", EXAMPLES);
    await write("D1", [[{ f: '=gpt.ask("Hello")&"!"' }]]);
    await write("D2", [[{ f: "=GPT(A2:B6, A7, A1:B1)" }]]);
    await write("D3", [[{ f: "=GPT(A2:B6,, 'Other sheet'!A1:B1)" }]]);
    await expectValues("D1", [["GPT.ASK:Hello/6!"]]);
    await grid.page.waitForFunction(() => window.calls.length === 3);
    const calls = await grid.page.evaluate(() => window.calls);
    expect(calls.slice(1).map((call) => call.parameterAddresses)).toEqual([
      ["Sheet1!A2:B6", "Sheet1!A7", "Sheet1!A1:B1"],
      ["Sheet1!A2:B6", null, "'Other sheet'!A1:B1"],
    ]);
    expect(calls[2]?.args).toEqual([EXAMPLES.slice(1), null, [[null, null]]]);
  });

  it("writes formulas and values in one step that can be undone, and keeps texts from being read as formulas", async () => {
    await write("A1:B3", EXAMPLES.slice(0, 3));
    await write("A4:A6", [["Norway"], ["Kenya"], ["Japan"]]);
    const entries = () =>
      grid.page.evaluate(() => window.grid.entries("Sheet1!B4:B6").entries.map(([entry]) => entry));
    await grid.page.evaluate(() =>
      window.grid.write([
        { address: "Sheet1!B4:B5", entries: [[{ formula: "=GPT($A$2:$B$3, A4)" }], [{ value: "=1+1" }]] },
        { address: "Sheet1!B6", entries: [[{ value: 7 }]] },
      ]),
    );
    await expectValues("B4:B6", [["GPT:Norway"], ["=1+1"], [7]]);
    expect(await entries()).toEqual([{ formula: "=GPT($A$2:$B$3, A4)" }, { value: "=1+1" }, { value: 7 }]);
    await grid.page.evaluate(() =>
      window.grid.write([{ address: "Sheet1!B4", entries: [[{ value: "Oslo" }]] }]),
    );
    await expectValues("B4", [["Oslo"]]);
    expect((await entries())[0]).toEqual({ value: "Oslo" });
    await grid.page.evaluate(() => window.univerAPI.undo());
    await expectValues("B4", [["GPT:Norway"]]);
    await grid.page.evaluate(() => window.univerAPI.undo());
    await expectValues("B4:B6", [[null], [null], [null]]);
  }, 30_000);

  it("selects an area on another sheet and tells of it", async () => {
    const seen = await grid.page.evaluate(() => {
      const told: (string | null)[] = [];
      window.grid.onSelectionChange((address) => told.push(address));
      window.grid.show("'Other sheet'!C300:D301");
      return new Promise<(string | null)[]>((resolve) => setTimeout(() => resolve(told), 300));
    });
    expect(seen.at(-1)).toBe("'Other sheet'!C300:D301");
    const visible = await grid.page.evaluate(() => window.grid.visibleArea());
    const [, first, last] = /^'Other sheet'![A-Z]+(\d+):[A-Z]+(\d+)$/.exec(visible!)!.map(Number);
    expect(first).toBeGreaterThan(1);
    expect(first).toBeLessThanOrEqual(300);
    expect(last).toBeGreaterThanOrEqual(300);
    // Its tab too: the sheet that is drawn.
    const tab = grid.page.locator('[data-u-comp="slide-tab-item"][aria-selected="true"]');
    expect(await tab.innerText()).toBe("Other sheet");
  }, 30_000);

  it("brings an area into view that was asked for before the grid was drawn", async () => {
    const visible = await grid.page.evaluate(async () => {
      const place = document.body.appendChild(document.createElement("div"));
      place.style.height = "400px";
      const early = new window.UniverGrid(place);
      early.load(window.workbook);
      early.show("Sheet1!C300:D301");
      let area = early.visibleArea();
      for (let looks = 0; looks < 100 && !/:[A-Z]+3\d\d$/.test(area ?? ""); looks++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        area = early.visibleArea();
      }
      early.close();
      place.remove();
      return area;
    });
    const [, first, last] = /^Sheet1![A-Z]+(\d+):[A-Z]+(\d+)$/.exec(visible!)!.map(Number);
    expect(first).toBeGreaterThan(1);
    expect(last).toBeGreaterThanOrEqual(300);
    expect(grid.pageErrors).toEqual([]);
  }, 30_000);

  it("spills a column of answers and keeps numbers as numbers", async () => {
    await write("A1:B1", [["x", 1]]);
    await write("A2:A4", [["a"], [21], ["c"]]);
    await write("C2", [[{ f: "=GPT(A1:B1, A2:A4)" }]]);
    await write("D3", [[{ f: "=C3+1" }]]);
    await expectValues("C2:C4", [["GPT:a"], [42], ["GPT:c"]]);
    await expectValues("D3", [[43]]);
  });

  it("shows an error with its message when the pointer rests on the cell, and only there", async () => {
    await write("A1", [["bad"]]);
    await write("B1:B2", [[{ f: "=GPT(C1:D1, A1)" }], [{ f: "=GPT(C1:D1, A2)" }]]);
    await expectValues("B1:B2", [["#VALUE!"], ["GPT:null"]]);
    await pointer.hover(6, 6);
    await pointer.hover(0, 1, 4);
    const hint = grid.page.getByText('The argument "input" is missing or blank. Give a cell.');
    await hint.waitFor({ timeout: 5000 });
    // It lies over the cell to the right, which can be clicked all the same.
    const { x, y, width, height } = (await hint.boundingBox())!;
    await grid.page.mouse.click(x + width / 2, y + height / 2);
    await grid.page.waitForFunction(
      () =>
        window.univerAPI
          .getActiveWorkbook()
          ?.getActiveSheet()
          .getSelection()
          ?.getActiveRange()
          ?.getColumn() === 2,
    );
    await pointer.hover(6, 6);
    await hint.waitFor({ state: "detached", timeout: 5000 });
    await pointer.hover(0, 1, 4);
    await hint.waitFor({ timeout: 5000 });
    await write("A1", [["good"]]);
    await expectValues("B1", [["GPT:good"]]);
    await hint.waitFor({ state: "detached", timeout: 5000 });
  });

  it("does not call a function on an answer that is still to come", async () => {
    await write("A1", [["slow"]]);
    await write("B1", [[{ f: "=GPT(C1:D1, A1)" }]]);
    await write("B2", [[{ f: "=GPT(C1:D1, B1)" }]]);
    await expectValues("B1:B2", [["#BUSY!"], ["#BUSY!"]]);
    expect(await grid.page.evaluate(() => window.calls.map((call) => call.address))).toEqual(["Sheet1!B1"]);
  });

  it("cancels the work of a formula that was changed or deleted", async () => {
    await write("A1", [["slow"]]);
    await write("B1:B2", [[{ f: "=GPT(C1:D1, A1)" }], [{ f: "=GPT(C1:D1, A1)" }]]);
    await expectValues("B1:B2", [["#BUSY!"], ["#BUSY!"]]);
    await pointer.type(1, 1, "typed over");
    await grid.page.waitForFunction(() => window.cancelled.length === 1);
    await write("A1", [["quick"]]);
    await expectValues("B1:B2", [["GPT:quick"], ["typed over"]]);
    expect(await grid.page.evaluate(() => window.cancelled)).toEqual(["Sheet1!B2", "Sheet1!B1"]);
  });

  it("shifts formulas when a row is inserted above, also while they wait", async () => {
    await write("A1:B6", EXAMPLES);
    await write("A7:A9", [["Norway"], ["Kenya"], ["Japan"]]);
    await write(
      "B7:B9",
      [7, 8, 9].map((row) => [{ f: `=GPT($A$2:$B$6, A${row})` }]),
    );
    await grid.page.evaluate(() => window.univerAPI.getActiveWorkbook()?.getActiveSheet().insertRows(0, 2));
    await expectValues("A9:B11", [
      ["Norway", "GPT:Norway"],
      ["Kenya", "GPT:Kenya"],
      ["Japan", "GPT:Japan"],
    ]);
    await pointer.type(8, 0, "Sweden");
    await expectValues("B9", [["GPT:Sweden"]]);
  });

  it("runs a function again that read rows around its cell when one of them is typed", async () => {
    await write("A1:B3", EXAMPLES.slice(0, 3));
    await write("A4", [["Norway"]]);
    await write("B4", [[{ f: "=GPT(A4)" }]]);
    await expectValues("B4", [["GPT:Norway/4"]]);
    await pointer.type(4, 0, "Kenya");
    await expectValues("B4", [["GPT:Norway/5"]]);
    const callsBefore = await grid.page.evaluate(() => window.calls.length);
    await pointer.type(20, 6, "far away");
    await grid.page.waitForTimeout(300);
    expect(await grid.page.evaluate(() => window.calls.length)).toBe(callsBefore);
  });

  it("runs only the functions that read a cell which changed, in cells of their own and in spills", async () => {
    await write("A1:A4", [["dog"], ["cup"], ["pen"], ["hat"]]);
    await write("D1:E1", [["cat", "cats"]]);
    await write("D5:E5", [["cat", "cats"]]);
    const formulas = ["$D$1:$E$1", "$D$5:$E$5"].flatMap((examples) => [
      { f: `=GPT(${examples}, A1)` },
      { f: `=GPT(${examples}, A1:A4)` },
    ]);
    await write("F1:I1", [formulas]);
    const answers = [["GPT:dog", "GPT:dog", "GPT:dog", "GPT:dog"]];
    await expectValues("F1:I1", answers);
    const called = async (): Promise<string[]> => {
      await expectValues("F1:I1", answers);
      await grid.page.waitForTimeout(300);
      return grid.page.evaluate(() => window.calls.splice(0).map(({ address }) => address));
    };
    expect((await called()).sort()).toEqual(["Sheet1!F1", "Sheet1!G1", "Sheet1!H1", "Sheet1!I1"]);
    await pointer.type(4, 4, "cat!");
    await grid.page.waitForFunction(() => window.calls.length > 0);
    expect((await called()).sort()).toEqual(["Sheet1!H1", "Sheet1!I1"]);
    await pointer.type(3, 0, "cow");
    await grid.page.waitForFunction(() => window.calls.length > 0);
    expect((await called()).sort()).toEqual(["Sheet1!G1", "Sheet1!I1"]);
    await expectValues("G4", [["GPT:cow"]]);
  }, 30_000);

  it("puts answers into their cells without another run of the formula engine, unless a formula reads them", async () => {
    await grid.page.evaluate(() => {
      const runs: number[] = [];
      Object.assign(window, { runs });
      window.univerAPI.addEvent(window.univerAPI.Event.CommandExecuted, ({ id }) => {
        if (id === "formula.mutation.set-formula-calculation-start") runs.push(1);
      });
    });
    const runs = () => grid.page.evaluate(() => (window as unknown as { runs: number[] }).runs.length);
    const inputs = Array.from({ length: 40 }, (_, row) => [row + 1]);
    await write("A1:A40", inputs);
    await write(
      "B1:B40",
      inputs.map(([row]) => [{ f: `=GPT($D$1:$E$1, A${row})` }]),
    );
    await expectValues(
      "B1:B40",
      inputs.map(([row]) => [row! * 2]),
    );
    // One for the inputs, one for the formulas.
    expect(await runs()).toBeLessThanOrEqual(2);
    await write("C1", [[{ f: "=SUM(B1:B40)+1" }]]);
    await expectValues("C1", [[1641]]);
    await write("A40", [[100]]);
    await expectValues("B40:C40", [[200, null]]);
    await expectValues("C1", [[1761]]);
  });

  it("fills 500 rows", async () => {
    await write(
      "A1:A400",
      Array.from({ length: 400 }, (_, row) => [row + 1]),
    );
    await grid.page.evaluate(() =>
      window.univerAPI.getActiveWorkbook()?.getActiveSheet().insertRowsAfter(399, 200),
    );
    await write(
      "A401:A500",
      Array.from({ length: 100 }, (_, row) => [row + 401]),
    );
    await write(
      "B1:B500",
      Array.from({ length: 500 }, (_, row) => [{ f: `=GPT($D$1:$E$1, A${row + 1})` }]),
    );
    await expectValues(
      "B1:B500",
      Array.from({ length: 500 }, (_, row) => [(row + 1) * 2]),
      15_000,
    );
    expect(await grid.page.evaluate(() => window.calls.length)).toBe(500);
  }, 30_000);

  it("offers the functions with their help while a formula is typed, in the language that is spoken", async () => {
    await pointer.click(2, 2);
    await grid.page.keyboard.type("=GPT");
    await grid.page.getByText("GPT.ASK").first().waitFor({ timeout: 5000 });
    await grid.page.keyboard.type("(A1");
    await grid.page.getByText("Test function GPT").first().waitFor({ timeout: 5000 });
    await grid.page.keyboard.press("Escape");
    await grid.page.keyboard.press("Escape");
    await grid.page.evaluate(() => window.speak("de"));
    await grid.page.keyboard.type("=GPT(A1");
    await grid.page.getByText("Testfunktion GPT").first().waitFor({ timeout: 5000 });
    await grid.page.keyboard.press("Escape");
    await grid.page.keyboard.press("Escape");
    await grid.page.evaluate(() => window.speak("en"));
  });
});
