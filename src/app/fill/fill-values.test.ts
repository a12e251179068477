import type { CellValue } from "../../core/examples/cell-value.ts";
import type { Product } from "../product.ts";
import { openFill, proposed } from "../testing/open-fill.ts";

const SHEET: CellValue[][] = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["Kenya", "Nairobi"],
  ["France", ""],
  ["Nowhere", ""],
  ["Spain", ""],
];
const ANSWERS: Readonly<Record<string, string>> = { France: " Paris", Spain: " =Madrid", Chad: " 1960" };

const opened: Product[] = [];
afterEach(() => {
  for (const product of opened.splice(0)) product.close();
});

/** A proposed column, into whose sheet something is written while its values are made. */
async function start(sheet: readonly CellValue[][], area: string, written: readonly CellValue[][]) {
  const open = openFill(sheet, (prompt) => ANSWERS[/(\w+)\n[^\n]*$/.exec(prompt)?.[1] ?? ""] ?? "");
  opened.push(open.product);
  const { product, host, completer } = open;
  await product.fill.propose(`Sheet1!B${sheet.length}`);
  expect(proposed(product).proposal.outputs).toMatch(new RegExp(`B${sheet.length}$`));
  const { complete } = completer;
  completer.complete = async (...asked) => {
    await complete.apply(completer, asked);
    const entries = written.map((row) => row.map((value) => ({ value })));
    await host.writeEntries([{ address: area, entries }]);
  };
  return open;
}

describe("values, while whose making the sheet was changed,", () => {
  it("are written to where their inputs stand by then", async () => {
    // A row was inserted above Spain.
    const moved = [
      ["New", ""],
      ["Spain", ""],
    ];
    const { product, host } = await start(SHEET, "Sheet1!A7:B8", moved);
    await product.fill.writeValues();
    expect(host.typed("Sheet1!B5:B8").flat()).toEqual(["Paris", "", "", "=Madrid"]);
    host.select("Sheet1!B7");
    expect(product.state.getState().selection?.trace).toBeNull();
  });

  it.each([
    ["one beside the inputs", "Columns were inserted", (row: CellValue[]) => [row[0]!, "", row[1]!]],
    ["one before them", "The finished rows are not where", (row: CellValue[]) => ["", row[0]!, row[1]!]],
    ["that of the answers gone", "Columns were inserted", (row: CellValue[]) => [row[0]!, "", ""]],
  ])("are not written where columns are not where they were: %s", async (_, words, changed) => {
    const after = SHEET.map(changed);
    const { product, host } = await start(SHEET, `Sheet1!A1:C${after.length}`, after);
    await expect(product.fill.writeValues()).rejects.toThrow(words);
    expect(host.typed(`Sheet1!A1:C${after.length}`)).toEqual(after);
    host.select("Sheet1!B5");
    expect(product.state.getState().selection?.trace).toBeNull();
    expect(product.state.getState().fill.status).toBe("none");
  });

  it("are not written where more rows were inserted above than are looked through", async () => {
    const after = [...Array.from({ length: 150 }, () => ["", ""]), ...SHEET];
    const { product, host } = await start(SHEET, `Sheet1!A1:B${after.length}`, after);
    await expect(product.fill.writeValues()).rejects.toThrow("The finished rows are not where");
    expect(host.typed(`Sheet1!A1:B${after.length}`)).toEqual(after);
  });

  it("are written where an example was corrected", async () => {
    const { product, host } = await start(SHEET, "Sheet1!B4", [["corrected"]]);
    await product.fill.writeValues();
    expect(host.typed("Sheet1!B4:B5").flat()).toEqual(["corrected", "Paris"]);
  });

  it("are written where the one example, without names above it, was corrected", async () => {
    const one = [
      ["Peru", 1821],
      ["Chad", ""],
    ];
    const { product, host } = await start(one, "Sheet1!B1", [[1824]]);
    await product.fill.writeValues();
    expect(host.typed("Sheet1!B1:B2").flat()).toEqual([1824, 1960]);
  });
});
