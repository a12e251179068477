import type { CellValue } from "../../core/examples/cell-value.ts";
import { until } from "../../core/testing/until.ts";
import type { Product } from "../product.ts";
import { openFill, proposed } from "../testing/open-fill.ts";
import type { Script } from "../testing/scripted-completer.ts";

const THINGS: CellValue[][] = [
  ["dog", "animal"],
  ["rose", "plant"],
  ["hammer", "tool"],
  ["oak", ""],
];
const GOODS: CellValue[][] = [
  ["Good", "Kind"],
  ["Mug", "kitchen"],
  ["Lamp", "light"],
  ["Torch", "light"],
  ["Desk", "office"],
  ["Pan", "kitchen"],
  ["Rope", "garden"],
  ["Power bank", ""],
];

const CAPITALS: CellValue[][] = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["France", ""],
];

const opened: Product[] = [];
afterEach(() => {
  for (const product of opened.splice(0)) product.close();
});

function start(sheet: readonly (readonly CellValue[])[], script: Script = () => "") {
  const open = openFill(sheet, script);
  opened.push(open.product);
  return open;
}

describe("a fill that is found", () => {
  it("takes the first row for an example, also where another cell of the column is selected", async () => {
    const { product, host } = start(THINGS);
    await product.fill.propose("Sheet1!B4");
    expect(proposed(product).proposal).toMatchObject({ header: "Sheet1!A1:B1", mayHaveNames: true });
    await product.fill.choose({ hasNames: false });
    expect(proposed(product).proposal).toMatchObject({ header: null, names: null, exampleCount: 3 });
    await product.fill.propose("Sheet1!B2");
    expect(proposed(product).proposal).toMatchObject({ header: null, mayHaveNames: true });
    await product.fill.writeFormulas();
    expect(host.typed("Sheet1!B4")).toEqual([["=GPT($A$1:$B$3, A4)"]]);
  });

  it("takes the first row for names, and hands them on", async () => {
    const { product, host } = start([
      ["Event", 1],
      ["Moon landing", 1969],
      ["Fall of the Wall", ""],
    ]);
    await product.fill.propose("Sheet1!B3");
    await product.fill.choose({ hasNames: true });
    expect(proposed(product).proposal.names).toEqual({ inputs: ["Event"], output: "1" });
    await product.fill.writeFormulas();
    expect(host.typed("Sheet1!B3")).toEqual([["=GPT($A$2:$B$2, A3, $A$1:$B$1)"]]);
  });

  it("allows the answers of the examples only, in formulas and in what is shown before", async () => {
    const { product, host, completer } = start(GOODS, () => " garden");
    await product.fill.propose("Sheet1!B8");
    const labels = ["kitchen", "light", "office", "garden"];
    expect(proposed(product).proposal).toMatchObject({ labels: [], choosable: labels });
    await product.fill.preview();
    await product.fill.choose({ isClosed: true });
    await until(() => proposed(product).preview?.isRunning === false, "the new preview");
    const { proposal, preview } = proposed(product);
    expect(proposal).toMatchObject({ labels, formula: '=GPT($A$2:$B$7, A8, , "type=label")' });
    const allowed = completer.requests.slice(-7).map(({ constraint }) => constraint);
    expect(new Set(allowed.map((each) => JSON.stringify(each))).size).toBe(1);
    // Left out, it is no example's answer, and may come out all the same.
    expect(preview!.backtest.find(({ input }) => input === "Rope")?.isRight).toBe(true);
    await product.fill.writeFormulas();
    expect(host.typed("Sheet1!B8")).toEqual([['=GPT($A$2:$B$7, A8, , "type=label")']]);
  });

  it("frees a column that was taken for a closed set", async () => {
    const { product } = start([...GOODS.slice(0, 4), ["Pan", "kitchen"], ["Power bank", ""]]);
    await product.fill.propose("Sheet1!B6");
    expect(proposed(product).proposal.labels).toEqual(["kitchen", "light"]);
    await product.fill.choose({ isClosed: false });
    expect(proposed(product).proposal).toMatchObject({
      labels: [],
      choosable: ["kitchen", "light"],
      formula: '=GPT($A$2:$B$5, A6, , "type=text")',
    });
    await product.fill.choose({ isClosed: true });
    expect(proposed(product).proposal.formula).toBe("=GPT($A$2:$B$5, A6)");
  });

  it("leaves no choice of answers where none comes again, they are numbers, or a setting says what they are", async () => {
    const numbers = GOODS.map(([good], row) => [good!, row === 7 ? "" : row % 2]);
    for (const [sheet, settings] of [
      [CAPITALS, {}],
      [numbers, {}],
      [GOODS, { type: "text" }],
    ] as const) {
      const { product } = start([...sheet]);
      await product.changeSettings(settings);
      await product.fill.propose(`Sheet1!B${sheet.length}`);
      expect(proposed(product).proposal.choosable).toEqual([]);
    }
  });

  it("leaves a row alone whose formulas sum up the column above", async () => {
    const { product } = start([
      ["Product", "Price", "Kind"],
      ["Mug", 4, "kitchen"],
      ["Lamp", 20, "light"],
      ["Torch", "=B2*2", ""],
      ["All", "=SUM(B2:B4)", ""],
    ]);
    await product.fill.propose("Sheet1!C4");
    expect(proposed(product).proposal).toMatchObject({ outputs: "Sheet1!C4", rows: 1 });
  });
});
