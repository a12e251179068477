import fc from "fast-check";
import { CellError, describe as wordsOf } from "../errors/cell-error.ts";
import type { CellValue } from "../examples/cell-value.ts";
import { isBlank } from "../examples/cell-value.ts";
import type { Block } from "../examples/examples-around.ts";
import { formatAddress, parseAddress } from "../ranges/a1.ts";
import { fillFormula } from "./fill-formula.ts";
import type { FillPlan, PlanHints } from "./fill-plan.ts";
import { inputTexts, planFill } from "./fill-plan.ts";

const address = (text: string) => parseAddress(text)!;

/** A block whose texts that begin with "=" are formulas. */
function block(topLeft: string, cells: readonly (readonly CellValue[])[]): Block {
  const isFormula = (value: CellValue) => typeof value === "string" && value.startsWith("=");
  return {
    address: { ...address(topLeft), rows: cells.length, columns: cells[0]?.length ?? 0 },
    values: cells,
    formulas: cells.map((row) => row.map(isFormula)),
  };
}

const CAPITALS = block("A1", [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["France", ""],
  ["Spain", null],
]);

/** The plan in the words of a spreadsheet, or the code of the error. */
function planned(given: Block, selection: string, hints: Partial<PlanHints> = {}): object | string {
  const plan = planFill(given, address(selection), { headers: "auto", totals: new Set(), ...hints });
  if (plan instanceof CellError) return plan.code;
  return {
    header: plan.header && formatAddress(plan.header),
    examples: formatAddress(plan.examples),
    formulas: plan.rows.map((row) => fillFormula(plan, row)),
  };
}

const FILLED = {
  header: "A1:B1",
  examples: "A2:B3",
  formulas: ["=GPT($A$2:$B$3, A4)", "=GPT($A$2:$B$3, A5)"],
};

describe("a proposed fill", () => {
  it.each(["B4", "A1", "B1:B5", "A1:B5", "A:B", "A4"])(
    "of two columns is the same wherever the selection stands (%s)",
    (selection) => {
      expect(planned(CAPITALS, selection)).toEqual(FILLED);
    },
  );

  it("fills only the selected rows, after all examples of the block", () => {
    expect(planned(CAPITALS, "A5:B6")).toEqual({ ...FILLED, formulas: FILLED.formulas.slice(1) });
  });

  it("goes on below a blank row where the selection does, and says so where it does not", () => {
    const above = CAPITALS.values.slice(0, 3);
    const below = [
      ["France", ""],
      ["Spain", ""],
    ];
    const refusals = [
      planFill(block("A1", above), address("B2")),
      planFill(block("A5", below), address("B5")),
    ];
    for (const refusal of refusals) expect(wordsOf(refusal as CellError).text).toContain("a blank");
    const parted = block("A1", [...above, ["", ""], ...below]);
    const formulas = ["=GPT($A$2:$B$3, A5)", "=GPT($A$2:$B$3, A6)"];
    expect(planned(parted, "B2:B6")).toEqual({ ...FILLED, formulas });
  });

  it("takes the examples among the selected rows where there are any", () => {
    expect(planned(CAPITALS, "A3:B5")).toMatchObject({
      examples: "A3:B3",
      formulas: ["=GPT($A$3:$B$3, A4, $A$1:$B$1)", "=GPT($A$3:$B$3, A5, $A$1:$B$1)"],
    });
  });

  it("reads all columns left of the answers, and fewer where they are selected", () => {
    const three = block("C3", [
      ["First", "Last", "Full"],
      ["Ada", "Byron", "Ada Byron"],
      ["Alan", "Turing", ""],
    ]);
    expect(planned(three, "E5")).toMatchObject({ formulas: ["=GPT($C$4:$E$4, C5:D5)"] });
    expect(planned(three, "D4:E5")).toMatchObject({ formulas: ["=GPT($D$4:$E$4, D5)"] });
  });

  it("leaves rows alone that a formula answers, and takes the longest stretch of typed ones", () => {
    const mixed = block("A1", [
      ["a", "1"],
      ["b", "=GPT()"],
      ["c", "3"],
      ["d", "4"],
      ["e", ""],
    ]);
    expect(planned(mixed, "B5")).toEqual({
      header: null,
      examples: "A3:B4",
      formulas: ["=GPT($A$3:$B$4, A5)"],
    });
  });

  it("keeps a row that is no header from being read as one", () => {
    const words = block("A1", [
      ["hot", "cold"],
      ["up", "down"],
      ["hot", "chilly"],
      ["left", ""],
    ]);
    expect(planned(words, "A2:B4")).toMatchObject({
      header: null,
      formulas: ['=GPT($A$2:$B$3, A4, , "headers=no")'],
    });
  });

  it("takes the first row for an example whose input comes again in a row that waits", () => {
    const products = block("A1", [
      ["mug", "kitchen"],
      ["lamp", "light"],
      ["mug", ""],
    ]);
    expect(planned(products, "B3")).toMatchObject({ header: null, examples: "A1:B2" });
  });

  it("takes the first row for an example, or for names, as it is told", () => {
    const words = block("A1", [
      ["dog", "animal"],
      ["rose", "plant"],
      ["hammer", "tool"],
      ["oak", ""],
    ]);
    expect(planned(words, "B4")).toMatchObject({ header: "A1:B1", examples: "A2:B3" });
    expect(planned(words, "B4", { headers: "no" })).toEqual({
      header: null,
      examples: "A1:B3",
      formulas: ["=GPT($A$1:$B$3, A4)"],
    });
    const years = block("A1", [
      ["Event", 1],
      ["Moon landing", 1969],
      ["Fall of the Wall", ""],
    ]);
    expect(planned(years, "B3")).toMatchObject({ header: null, examples: "A1:B2" });
    // GPT would not take a row with a number for names by itself.
    expect(planned(years, "B3", { headers: "yes" })).toEqual({
      header: "A1:B1",
      examples: "A2:B2",
      formulas: ["=GPT($A$2:$B$2, A3, $A$1:$B$1)"],
    });
  });

  it("says that no row holds names where GPT would take the one above the examples for such", () => {
    expect(planned(CAPITALS, "A3:B5", { headers: "no" })).toMatchObject({
      formulas: ['=GPT($A$3:$B$3, A4, , "headers=no")', '=GPT($A$3:$B$3, A5, , "headers=no")'],
    });
  });

  it("leaves a row alone that sums up the others", () => {
    const prices = (...last: readonly CellValue[]) =>
      block("A1", [
        ["Product", "Price", "Kind"],
        ["Mug", 4, "kitchen"],
        ["Lamp", 20, "light"],
        ["Torch", 9, ""],
        last,
      ]);
    for (const word of ["Total", "SUM", "Gesamt:", "Grand total", "Ø Durchschnitt", "Average"]) {
      const filled = planned(prices(word, "=SUM(B2:B4)", ""), "C4") as { formulas: string[] };
      expect([word, filled.formulas.length]).toEqual([word, word.startsWith("Ø") ? 2 : 1]);
    }
    expect(planned(prices("All", "=SUM(B2:B4)", ""), "C4", { totals: new Set([4]) })).toMatchObject({
      formulas: ["=GPT($A$2:$C$3, A4:B4)"],
    });
    expect(planned(prices("Total war", 30, ""), "C4")).toMatchObject({
      formulas: ["=GPT($A$2:$C$3, A4:B4)", "=GPT($A$2:$C$3, A5:B5)"],
    });
  });

  it("fills a word for a total in a list of words", () => {
    const words = block("A1", [
      ["word", "German"],
      ["house", "Haus"],
      ["total", ""],
      ["tree", ""],
    ]);
    expect(planned(words, "B3")).toMatchObject({
      formulas: ["=GPT($A$2:$B$2, A3)", "=GPT($A$2:$B$2, A4)"],
    });
  });

  it("is none where only the names of the columns are finished, whatever formulas answer below them", () => {
    const asked = block("A1", [
      ["Question or beginning", "Answer"],
      ["Who painted the Mona Lisa?", "=GPT.ASK(A2)"],
      ["What is the symbol of gold?", ""],
    ]);
    expect(planned(asked, "B3")).toBe("fillOnlyHeader");
    expect(planned(asked, "A1:B3")).toBe("fillOnlyHeader");
    const years = block("A1", [
      ["Event", 1],
      ["Moon landing", ""],
    ]);
    expect(planned(years, "B2", { headers: "yes" })).toBe("fillOnlyHeader");
    expect(planned(asked, "B3", { headers: "no" })).toMatchObject({ examples: "A1:B1" });
    expect(planned(block("A1", [...asked.values.slice(0, 2)]), "B2")).toBe("fillNothingEmpty");
  });

  it("takes one finished row at its word that is no header by its look", () => {
    const prices = block("A1", [
      ["Bread", 2.5],
      ["Milk", ""],
    ]);
    const labels = block("A1", [
      ["Bread", "food"],
      ["Bread", ""],
    ]);
    expect(planned(prices, "B2")).toMatchObject({ examples: "A1:B1", header: null });
    expect(planned(labels, "B2")).toMatchObject({ examples: "A1:B1", header: null });
  });

  it("says what is missing", () => {
    expect(planned(block("A1", [["a"], ["b"]]), "A1")).toBe("fillNoInput");
    expect(
      planned(
        block("A1", [
          ["a", ""],
          ["b", ""],
        ]),
        "B1",
      ),
    ).toBe("fillNoExample");
    expect(planned(block("A1", [["a", "1"]]), "B1")).toBe("fillNothingEmpty");
  });

  it("gives the texts of a row as the model reads them", () => {
    const plan = planFill(CAPITALS, address("B4")) as FillPlan;
    expect(inputTexts(CAPITALS, plan, 3)).toEqual(["France"]);
  });
});

it("fills only empty cells beside an input, and never names them among the examples", () => {
  const value = fc.constantFrom<CellValue>("", null, "x", "y", 3, "=GPT()");
  const cells = fc
    .integer({ min: 2, max: 4 })
    .chain((columns) =>
      fc.array(fc.array(value, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 }),
    );
  fc.assert(
    fc.property(cells, fc.nat(3), fc.nat(11), (rows, column, row) => {
      const given = block("B2", rows);
      const selection = { sheet: null, row: row + 1, column: column + 1, rows: 1, columns: 1 };
      const plan = planFill(given, selection);
      if (plan instanceof CellError) return;
      const { examples, output, header } = plan;
      for (const target of plan.rows) {
        const cellsOfRow = rows[target - 1]!;
        expect(isBlank(cellsOfRow[output - 1]!)).toBe(true);
        expect(cellsOfRow.slice(0, output - 1).every(isBlank)).toBe(false);
        expect(target < examples.row || target >= examples.row + examples.rows).toBe(true);
        expect(target).not.toBe(header?.row);
      }
    }),
  );
});
