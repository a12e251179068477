import fc from "fast-check";
import { formatAddress } from "../../core/ranges/a1.ts";
import { namedExtents } from "./named-extents.ts";

const extentsOf = (formula: string): object => Object.fromEntries([...namedExtents(formula)]) as object;

describe("what a formula names", () => {
  it.each([
    ["=GPT(Z9)", { null: { rows: 9, columns: 26 } }],
    ["=gpt($a$2:$b$6, a700)", { null: { rows: 700, columns: 2 } }],
    [
      "=A1+'My ''own'' sheet'!B3:C900",
      { null: { rows: 1, columns: 1 }, "My 'own' sheet": { rows: 900, columns: 3 } },
    ],
    ["=SUM(Other!AA:AB)", { Other: { rows: 0, columns: 28 } }],
    ['=LOG10(2)&"Z99"&PRICE_A1&tax2026.Q1', {}],
    ["=AAAA1+XFE1+A1048577", {}],
  ])("%s", (formula, extents) => {
    expect(extentsOf(formula)).toEqual(extents);
  });

  it("reaches to the last row and column of any area", () => {
    const sheets = fc.constantFrom(null, "Sheet1", "My sheet", "It's");
    fc.assert(
      fc.property(
        sheets,
        fc.nat(9_999),
        fc.nat(999),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 99 }),
        (sheet, row, column, rows, columns) => {
          const address = formatAddress({ sheet, row, column, rows, columns });
          const extents = namedExtents(`=GPT(${address}, "A9999999")`);
          expect(extents).toEqual(new Map([[sheet, { rows: row + rows, columns: column + columns }]]));
        },
      ),
    );
  });
});
