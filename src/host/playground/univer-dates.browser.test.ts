import type { BundledPage } from "./testing/bundled-page.ts";
import { openGridPage } from "./testing/grid-browser.ts";
import type { GridPage } from "./testing/grid-page.ts";
import { GridPointer } from "./testing/grid-pointer.ts";

declare const window: GridPage;

let grid: BundledPage;
let pointer: GridPointer;

/** What cells show. */
const shown = (address: string): Promise<string[]> =>
  grid.page.evaluate(
    (a) => window.univerAPI.getActiveWorkbook()!.getActiveSheet().getRange(a).getDisplayValues().flat(),
    address,
  );

async function expectShown(address: string, expected: string[]): Promise<void> {
  const deadline = Date.now() + 8000;
  let texts = await shown(address);
  while (JSON.stringify(texts) !== JSON.stringify(expected) && Date.now() < deadline) {
    await grid.page.waitForTimeout(50);
    texts = await shown(address);
  }
  expect(texts).toEqual(expected);
}

const lastArgs = (): Promise<unknown> => grid.page.evaluate(() => window.calls.at(-1)?.args);

describe("dates in the playground's grid", () => {
  beforeAll(async () => {
    grid = await openGridPage();
    pointer = new GridPointer(grid.page);
  }, 60_000);
  afterAll(async () => {
    expect(grid.pageErrors).toEqual([]);
    await grid.close();
  });
  beforeEach(async () => {
    await grid.page.evaluate(() => {
      window.grid.load(window.workbook);
      window.calls.length = 0;
    });
    await grid.page.waitForTimeout(300);
    await pointer.type(0, 0, "2021-03-04");
    await pointer.type(1, 0, "2022-12-31");
  });

  it("reach functions as dates, and numbers as numbers", async () => {
    await pointer.type(0, 1, "14:30");
    await pointer.type(1, 1, "44259");
    await pointer.type(0, 2, "=GPT(A1:B1, A2:B2)");
    await expectShown("C1", ["2023-01-01"]);
    expect(await lastArgs()).toEqual([[["2021-03-04", "14:30"]], [["2022-12-31", 44259]]]);
  });

  it("are read around a cell as well", async () => {
    const block = await grid.page.evaluate(() =>
      window.grid.region("Sheet1!A1").values.map((row) => row.map(String)),
    );
    expect(block).toEqual([["2021-03-04"], ["2022-12-31"]]);
  });

  it("are shown as such where they are answers, also dragged and spilled, and leave the cell's own format", async () => {
    await pointer.type(0, 1, "=GPT(A1, A1)");
    await expectShown("B1", ["2021-03-05"]);
    await pointer.dragDown(0, 1, 1);
    await expectShown("B1:B2", ["2021-03-05", "2023-01-01"]);
    await pointer.type(0, 2, "=GPT(A1, A1:A2)");
    await expectShown("C1:C2", ["2021-03-05", "2023-01-01"]);
    await grid.page.evaluate(() => {
      window.univerAPI.getActiveWorkbook()!.getActiveSheet().getRange("B1").setNumberFormat("d mmm yy");
      window.grid.recalculate("Sheet1!B1");
    });
    await pointer.type(0, 0, "2021-04-04");
    await expectShown("B1", ["5 Apr 21"]);
  });

  it("are written with their number format, and so are formulas, in one step", async () => {
    const entry = (address: string) =>
      grid.page.evaluate((a) => window.grid.entries(a).entries.flat(), address);
    await grid.page.evaluate(() =>
      window.grid.write([
        {
          address: "Sheet1!B1:B2",
          entries: [[{ value: 44260, format: "d.m.yyyy" }], [{ formula: "=A2+1", format: "d.m.yyyy" }]],
        },
      ]),
    );
    await expectShown("B1:B2", ["5.3.2021", "1.1.2023"]);
    expect(await entry("Sheet1!B1:B2")).toEqual([
      { value: 44260, format: "d.m.yyyy" },
      { formula: "=A2+1", format: "d.m.yyyy" },
    ]);
    await grid.page.evaluate(() =>
      window.grid.write([{ address: "Sheet1!B1", entries: [[{ value: null, format: "General" }]] }]),
    );
    expect(await entry("Sheet1!B1")).toEqual([{ value: null }]);
  });
});
