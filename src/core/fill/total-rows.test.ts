import { rowsToLookAt, sumsUpAbove } from "./total-rows.ts";

describe("a formula that sums up what stands above it", () => {
  it.each([
    "=SUM(C2:C40)",
    "=sum( $C$2:$C$40 )",
    "=AVERAGE(C2:C40)",
    "=COUNTA(C2:C40)",
    "=SUBTOTAL(9,C2:C40)",
    "=AGGREGATE(9, 5, C2:C40)",
    "=SUBTOTAL(109,[Price])",
  ])("is %s in C41", (formula) => {
    expect(sumsUpAbove(formula, 40, 2)).toBe(true);
  });

  it.each([
    "=SUM(A41:B41)",
    "=SUM(B2:B40)",
    "=SUM(C42:C50)",
    "=SUM(C2:C41)",
    "=C40*2",
    "=UPPER(C40)",
    "=SUM(1)",
  ])("is not %s there", (formula) => {
    expect(sumsUpAbove(formula, 40, 2)).toBe(false);
  });

  it("is looked for where formulas begin, and in the last row", () => {
    const formulas = [
      [false, false],
      [false, true],
      [false, true],
      [true, true],
      [false, true],
    ];
    const address = { sheet: null, row: 0, column: 0, rows: 5, columns: 2 };
    expect(rowsToLookAt({ address, values: [], formulas })).toEqual([1, 3, 4]);
  });
});
