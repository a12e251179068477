import { existsSync } from "node:fs";
import { callsOurs } from "../core/formula-calls.ts";
import { parseAddress } from "../core/ranges/a1.ts";
import { speak } from "../core/language/language.ts";
import { CELL_FUNCTIONS } from "./function-table.ts";
import { GERMAN_HELP } from "./german-help.ts";
import { helpText, parameterHelp } from "./help-text.ts";

describe.each(CELL_FUNCTIONS.map((cellFunction) => [cellFunction.name, cellFunction] as const))(
  "the declaration of %s",
  (name, cellFunction) => {
    const { summary, parameters, examples } = cellFunction;

    afterEach(() => speak("en"));

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

    it("explains itself in German, too, and in English again", () => {
      const texts = () => [
        helpText(cellFunction),
        ...parameters.map((each) => parameterHelp(cellFunction, each)),
      ];
      const english = texts();
      expect(english).toEqual([
        `${summary}\n${examples[0]!.formula}: ${examples[0]!.title}.`,
        ...parameters.map(({ help }) => help),
      ]);
      speak("de");
      const german = texts();
      expect(german.filter((text, index) => text === english[index])).toEqual([]);
      expect(Object.keys(GERMAN_HELP[name]!.parameters)).toEqual(parameters.map((each) => each.name));
      for (const text of german) expect(text).toMatch(/^[A-ZÄÖÜ].{10,}\.$/s);
      speak("en");
      expect(texts()).toEqual(english);
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
