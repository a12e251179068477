import type { CellValue } from "../examples/cell-value.ts";
import type { Block } from "../examples/examples-around.ts";
import { formatAddress, parseAddress } from "../ranges/a1.ts";
import { findCorrections } from "./corrections.ts";

/** A block from A1 whose texts that begin with "=" are formulas. */
function block(rows: readonly (readonly CellValue[])[]): Block {
  const isFormula = (value: CellValue) => typeof value === "string" && value.startsWith("=");
  return {
    address: { ...parseAddress("A1")!, rows: rows.length, columns: rows[0]!.length },
    values: rows.map((row) => row.map((value) => (isFormula(value) ? "shown" : value))),
    formulas: rows.map((row) => row.map(isFormula)),
  };
}

/** What is found in the last column: the formulas by their cells' rows as people count them. */
function found(rows: readonly (readonly CellValue[])[]) {
  const column = rows[0]!.length - 1;
  const formulas = rows.map((row) => (String(row[column]).startsWith("=") ? String(row[column]) : null));
  const corrections = findCorrections(block(rows), column, formulas, "auto");
  if (corrections === null) return null;
  const { examples, typed } = corrections;
  return {
    examples: formatAddress(examples),
    typed,
    formulas: Object.fromEntries([...corrections.formulas].map(([row, formula]) => [row + 1, formula])),
  };
}

const NAMES = ["Country", "Capital"];
const EXAMPLES = [
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
];
const call = (row: number) => `=GPT($A$2:$B$3, A${row})`;

describe("answers that a person typed into a filled column", () => {
  it("are there for the other rows, whose formulas take the rows around them then", () => {
    const rows = [NAMES, ...EXAMPLES, ["France", call(4)], ["Chad", "N'Djamena"], ["Spain", call(6)]];
    expect(found(rows)).toEqual({
      examples: "A2:B3",
      typed: 1,
      formulas: { 4: "=GPT(A4)", 6: "=GPT(A6)" },
    });
  });

  it("leave to formulas what these say of the answers", () => {
    const labelled = (row: number, options: string) => `=GPT($A$2:$B$3, A${row}, , "${options}")`;
    const rows = (options: string) => [
      NAMES,
      ...EXAMPLES,
      ["France", labelled(4, options)],
      ["Chad", "N'Djamena"],
    ];
    expect(found(rows("type=label"))?.formulas).toEqual({ 4: '=GPT(A4, , , "type=label")' });
    expect(found(rows("headers=no; type=label"))?.formulas).toEqual({
      4: '=GPT(A4, , , "headers=no; type=label")',
    });
  });

  it("are there for code of apps too, whose formulas have their examples last", () => {
    const written = (row: number, rest = "") => `=GPT.CODE(A${row}, $A$2:$B$3${rest})`;
    const rows = (rest?: string) => [
      ["Description", "Code"],
      ["a blue box", "<b/>"],
      ["a list", "<ul/>"],
      ["a red box", "<i/>"],
      ["a clock", written(5, rest)],
      ["a table", written(6, rest)],
    ];
    expect(found(rows())).toEqual({
      examples: "A2:B3",
      typed: 1,
      formulas: { 5: "=GPT.CODE(A5)", 6: "=GPT.CODE(A6)" },
    });
    expect(found(rows(', "max tokens=300"'))?.formulas).toEqual({
      5: '=GPT.CODE(A5, , "max tokens=300")',
      6: '=GPT.CODE(A6, , "max tokens=300")',
    });
    expect(found(rows(', "headers=no"'))?.formulas).toEqual({
      5: '=GPT.CODE(A5, , "headers=no")',
      6: '=GPT.CODE(A6, , "headers=no")',
    });
  });

  it("are none where nothing but the examples was typed", () => {
    expect(found([NAMES, ...EXAMPLES, ["France", call(4)], ["Spain", call(5)]])).toBeNull();
    expect(found([NAMES, ...EXAMPLES, ["Chad", "N'Djamena"]])).toBeNull();
  });

  it("leave formulas alone that answer otherwise, or hold more than the call", () => {
    const rows = [
      NAMES,
      ...EXAMPLES,
      ["Chad", "N'Djamena"],
      ["France", call(5)],
      ["Spain", `=UPPER(${call(6).slice(1)})`],
      ["Italy", "=GPT($A$2:$B$3, A5)"],
      ["Kenya", "=GPT($A$2:$B$3, A8:A9)"],
      ["Ghana", '=GPT(A9, , , "seed=1")'],
    ];
    expect(found(rows)?.formulas).toEqual({ 5: "=GPT(A5)" });
  });

  it("keep the formula's own names and options", () => {
    const typed = ["Chad", "N'Djamena"];
    const named = (rest: string) => found([NAMES, ...EXAMPLES, typed, ["France", `=GPT(A2:B3, A5${rest})`]]);
    expect(named(', $A$1:$B$1, "max tokens=9, seed=2"')?.formulas).toEqual({
      5: '=GPT(A5, , $A$1:$B$1, "max tokens=9, seed=2")',
    });
    // Whose options nobody can read here.
    expect(named(", , D1:E4")).toBeNull();
  });

  it("say where the names of the columns are where they would be taken for an example, or an example for them", () => {
    const typed = ["Chad", "N'Djamena"];
    const titled = [["Capitals", ""], NAMES, ...EXAMPLES, typed, ["France", "=GPT(A3:B4, A6)"]];
    expect(found(titled)?.formulas).toEqual({ 6: '=GPT(A6, , , "headers=yes")' });
    const nameless = [...EXAMPLES, typed, ["France", '=GPT(A1:B2, A4, , "headers=no")']];
    expect(found(nameless)?.formulas).toEqual({ 4: '=GPT(A4, , , "headers=no")' });
    expect(found([...EXAMPLES, typed, ["France", "=GPT(A1:B2, A4)"]])?.formulas).toEqual({
      4: '=GPT(A4, , , "headers=no")',
    });
  });

  it("are counted in a column with several inputs, too", () => {
    const rows = [
      ["First", "Last", "Full"],
      ["Ada", "Byron", "Ada Byron"],
      ["Alan", "Turing", "A. Turing"],
      ["Grace", "Hopper", "=GPT($A$2:$C$2, A4:B4)"],
    ];
    expect(found(rows)).toMatchObject({ typed: 1, formulas: { 4: "=GPT(A4:B4)" } });
  });
});
