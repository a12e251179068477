import fc from "fast-check";
import { CellError, describe as describeError } from "../errors/cell-error.ts";
import type { CellValue } from "../examples/cell-value.ts";
import { OPTION_KEYS, OPTIONS } from "./option-table.ts";
import { parseOptions } from "./parse-options.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";

const parse = (text: CellValue) => parseOptions([[text]]);

function errorOf(result: ReturnType<typeof parseOptions>): string {
  return result instanceof CellError ? `${result.code}: ${describeError(result).text}` : "no error";
}

describe("options as text", () => {
  it.each<[string, unknown]>([
    ["temperature=0.7; max tokens=12", { temperature: 0.7, maxTokens: 12 }],
    ["Max Tokens = 12\nTOP-K=5;", { maxTokens: 12, topK: 5 }],
    ["max_tokens=3, maxTokens=4", { maxTokens: 4 }],
    ["temperature=0,7, top p=0,9", { temperature: 0.7, topP: 0.9 }],
    ["temperature=,5", { temperature: 0.5 }],
    ["top p=90%, min-p = 5 %", { topP: 0.9, minP: 0.05 }],
    ["seed=4294967295; repeat penalty=1.2", { seed: 4_294_967_295, repetitionPenalty: 1.2 }],
    ["format=Header Arrow; headers=NO", { format: "header-arrow", headers: "no" }],
    ['stop="END"', { stop: ["END"] }],
    ['stop="a;b, top k=3"; top k=2', { stop: ["a;b, top k=3"], topK: 2 }],
    ['stop="\\n\\n"|"\\t"', { stop: ["\n\n", "\t"] }],
    ['stop="a|b"', { stop: ["a", "b"] }],
    ['stop="a\\|b"', { stop: ["a|b"] }],
    ['stop="say \\"x\\""', { stop: ['say "x"'] }],
    ["stop=END|FIN", { stop: ["END", "FIN"] }],
    ['stop=" a "', { stop: [" a "] }],
    ["stop=a=b", { stop: ["a=b"] }],
    ["one of: low, medium, high", { oneOf: ["low", "medium", "high"] }],
    [
      'one of=yes, "no, never"|maybe; type=Integer',
      { oneOf: ["yes", "no, never", "maybe"], type: "integer" },
    ],
    ["careful=true; unknown=no; confidence=60%", { careful: true, unknown: false, confidence: 0.6 }],
    ["format=auto; max characters=40", { format: "auto", maxCharacters: 40 }],
    ["", {}],
    [" ; ;\n", {}],
  ])("%j are read", (text, options) => {
    expect(parse(text)).toEqual(options);
  });

  it.each([
    ["temprature=1", 'unknownOption: There is no option "temprature". Did you mean "temperature"?'],
    ["maxtoken=1", 'unknownOption: There is no option "maxtoken". Did you mean "max tokens"?'],
    ["temperature 0.7", "optionsUnreadable"],
    ["=3", "optionsUnreadable"],
    ['stop="open', "optionsUnreadable"],
    ["temperature=warm", 'optionUnreadable: The option "temperature" cannot be "warm"'],
    ["temperature=1.5.2", "optionUnreadable"],
    ["max tokens=2.5", "optionUnreadable"],
    ["max tokens=", "optionUnreadable"],
    ["format=poem", "Give one of fields, header-arrow, table, sentence, question, arrow."],
    ['stop=""', "optionUnreadable"],
    ["type=colour", "Give one of auto, boolean, percent"],
    ["one of: low", "Give at least two labels"],
    [
      "one of: happy; sad",
      'labelsNotCommas: A semicolon ends an option. Write commas between the answers: "one of: happy, sad".',
    ],
    ["labels=low; medium; high", '"one of: low, medium, high"'],
    ["one of: a, b; careful", '"one of: a, b, careful"'],
    ["careful=maybe", "Give yes or no."],
    ["temperature=2.1", "optionOutOfRange"],
    ["top p=0", "above 0 and up to 1"],
    ["top p=101%", "optionOutOfRange"],
    ["seed=4294967296", "optionOutOfRange"],
    ["max tokens=0", "from 1 to 512"],
  ])("%j are refused with words", (text, message) => {
    expect(errorOf(parse(text))).toContain(message);
  });

  it("never throw, whatever is typed", () => {
    const pieces = fc.constantFrom(
      "stop",
      "=",
      '"',
      "\\",
      "|",
      ";",
      ",",
      "temperature",
      "0.5",
      " ",
      "\n",
      "%",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join("")),
        ),
        (text) => {
          expect(typeof parse(text)).toBe("object");
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("options as a range", () => {
  it("are names and values, rows with a blank skipped", () => {
    const rows: CellValue[][] = [
      ["Temperature", 0.7],
      ["max tokens", "12"],
      [null, null],
      ["seed", null],
      ["stop", '"\\n"'],
      ["headers", false],
    ];
    expect(parseOptions(rows)).toEqual({ temperature: 0.7, maxTokens: 12, stop: ["\n"], headers: "no" });
  });

  it("may hold labels one below the other", () => {
    const rows: CellValue[][] = [
      ["one of", "low"],
      ["careful", true],
      ["One of", 3],
    ];
    expect(parseOptions(rows)).toEqual({ careful: true, oneOf: ["low", "3"] });
  });

  it("must have two columns", () => {
    expect(errorOf(parseOptions([["temperature"], [1]]))).toContain("optionsNotTwoColumns");
    expect(errorOf(parseOptions([["a", 1, 2]]))).toContain("optionsNotTwoColumns");
  });
});

describe("the option table", () => {
  it("has a default for each setting that its own bounds allow", () => {
    expect([...OPTION_KEYS].sort()).toEqual(Object.keys(DEFAULT_SETTINGS).sort());
    for (const key of OPTION_KEYS) {
      const option = OPTIONS[key];
      if (option.kind === "texts" || option.kind === "labels") continue;
      expect(parse(`${option.name}=${option.default}`)).toEqual({ [key]: option.default });
    }
  });

  it("has no spelling twice", () => {
    const spellings = OPTION_KEYS.flatMap((key) => [OPTIONS[key].name, ...OPTIONS[key].aliases]);
    expect(new Set(spellings).size).toBe(spellings.length);
  });
});
