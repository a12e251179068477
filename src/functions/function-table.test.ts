import { existsSync } from "node:fs";
import { callsOurs } from "../core/formula-calls.ts";
import { parseAddress } from "../core/ranges/a1.ts";
import { CELL_FUNCTIONS } from "./function-table.ts";

describe.each(CELL_FUNCTIONS.map((cellFunction) => [cellFunction.name, cellFunction] as const))(
  "the declaration of %s",
  (name, { summary, parameters, examples }) => {
    it("has a name that Excel takes, in a file of that name", () => {
      expect(name).toMatch(/^GPT(\.[A-Z]+)?$/);
      const file = name === "GPT" ? "gpt" : name.slice("GPT.".length).toLowerCase();
      expect(existsSync(new URL(`${file}.ts`, import.meta.url))).toBe(true);
    });

    it("explains itself: a sentence of its own, and one for each parameter, required ones first", () => {
      expect(summary).toMatch(/^[A-Z].{20,}\.$/);
      for (const { name: parameter, help } of parameters) {
        expect(parameter).toMatch(/^[a-z][a-zA-Z]*$/);
        expect(help).toMatch(/^[A-Z].{10,}\.$/);
      }
      const optional = parameters.map((parameter) => parameter.optional ?? false);
      expect(optional).toEqual(optional.toSorted());
    });

    it("has examples that call it from a cell of their own", () => {
      expect(examples.length).toBeGreaterThan(0);
      for (const { title, sheet = [], at, formula, gives } of examples) {
        expect(title).toMatch(/[^.]$/);
        expect(callsOurs(formula)).toBe(true);
        expect(formula.startsWith(`=${name}(`)).toBe(true);
        const place = parseAddress(at)!;
        expect(sheet[place.row]?.[place.column] ?? "").toBe("");
        expect(new Set(gives.map((row) => row.length)).size).toBe(1);
      }
    });
  },
);

it("no two functions share a name", () => {
  const names = CELL_FUNCTIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
