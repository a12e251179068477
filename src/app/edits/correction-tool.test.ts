import type { CellValue } from "../../core/examples/cell-value.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import type { Product } from "../product.ts";
import { ScriptedCompleter } from "../testing/scripted-completer.ts";

const call = (row: number) => `=GPT($A$2:$B$3, A${row})`;
const SHEET: CellValue[][] = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["France", call(4)],
  ["Chad", call(5)],
  ["Spain", call(6)],
];

const opened: Product[] = [];
afterEach(() => {
  for (const product of opened.splice(0)) product.close();
});

function start(sheet = SHEET) {
  const host = new FakeHost(sheet);
  const product = createProduct({
    host,
    openCompleter: () => Promise.resolve(new ScriptedCompleter(() => " Paris")),
    nowMs: () => Date.now(),
  });
  opened.push(product);
  return { host, product, found: () => product.state.getState().corrections };
}

describe("answers corrected in a column that was filled", () => {
  it("teach its other rows on request, as one change that can be taken back", async () => {
    const { host, product, found } = start();
    await product.corrections.look("Sheet1!B4");
    expect(found()).toBeNull();
    await product.cells.correct("Sheet1!B5", "N'Djamena");
    await product.corrections.look("Sheet1!B5");
    expect(found()).toEqual({ examples: "Sheet1!A2:B3", typed: 1, formulas: 2 });
    await product.corrections.use();
    expect(host.typed("Sheet1!B2:B6").flat()).toEqual(["Lima", "Tokyo", "=GPT(A4)", "N'Djamena", "=GPT(A6)"]);
    expect(product.state.getState().undo).toEqual({ kind: "learn", cells: 2, sheet: "Sheet1" });
    expect(found()).toBeNull();
    await product.corrections.look("Sheet1!B5");
    expect(found()).toBeNull();
    await product.undo();
    expect(host.typed("Sheet1!B4:B6").flat()).toEqual([call(4), "N'Djamena", call(6)]);
    await product.undo();
    expect(host.typed("Sheet1!B5")).toEqual([[call(5)]]);
  });

  it("teach nobody where the formulas were typed over meanwhile, and it says so", async () => {
    const { host, product, found } = start();
    await product.cells.correct("Sheet1!B5", "N'Djamena");
    await product.corrections.look("Sheet1!B5");
    const typed = [[{ value: "Paris" }], [{ value: "N'Djamena" }], [{ value: "Madrid" }]];
    await host.writeEntries([{ address: "Sheet1!B4:B6", entries: typed }]);
    await expect(product.corrections.use()).rejects.toThrow("nothing more to learn from");
    expect(host.typed("Sheet1!B4:B6").flat()).toEqual(["Paris", "N'Djamena", "Madrid"]);
    expect(found()).toBeNull();
  });

  it("are offered for the selected column only, and forgotten with its workbook", async () => {
    const { product, found } = start();
    await product.cells.correct("Sheet1!B5", "N'Djamena");
    await product.corrections.look("Sheet1!A5");
    expect(found()).toBeNull();
    await product.corrections.look("Sheet1!B:B");
    expect(found()).toMatchObject({ formulas: 2 });
    await product.openWorkbook();
    expect(found()).toBeNull();
  });
});
