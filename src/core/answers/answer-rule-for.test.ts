import fc from "fast-check";
import type { Constraint } from "../../engine/completer.ts";
import { CharacterAutomaton } from "../../engine/local/constraints/character-automaton.ts";
import type { CellValue } from "../examples/cell-value.ts";
import { CellDate } from "../examples/cell-date.ts";
import { exampleSet } from "../examples/example-set.ts";
import type { Settings } from "../options/settings.ts";
import { DEFAULT_SETTINGS } from "../options/settings.ts";
import { answerRuleFor, writtenExamples } from "./answer-rule-for.ts";
import { itemsOf } from "./types/list.ts";

const setOf = (...outputs: CellValue[]) =>
  exampleSet(
    outputs.map((output, row) => [`input ${row}`, output]),
    null,
  );
const column = (outputs: readonly CellValue[], settings: Partial<Settings> = {}) =>
  answerRuleFor(setOf(...outputs), { ...DEFAULT_SETTINGS, ...settings });

function allows(allowed: Constraint["allowed"] | null, text: string): boolean {
  if (allowed === null) return true;
  if (allowed.kind === "texts") return allowed.texts.includes(text);
  const automaton = new CharacterAutomaton(allowed.alternatives);
  return automaton.accepts(automaton.after(automaton.start, text));
}

describe("the type of a column", () => {
  it.each<[string, CellValue[]]>([
    ["integer", [3, 14, -2]],
    ["integer", ["1913", "1946"]],
    ["integer", ["1,200", "340"]],
    ["number", [3, 1.5]],
    ["number", ["3,5", "12,75"]],
    ["percent", ["45%", "3.5%"]],
    ["currency", ["$1,200.50", "$3"]],
    ["currency", ["12,50 €", "3,00 €"]],
    ["date", ["2024-03-01", "1999-12-31"]],
    ["date", ["1/2/2020", "31/12/1999"]],
    ["date", ["March 5, 2020", "May 17, 2021"]],
    ["boolean", [true, false]],
    ["boolean", ["yes", "no", "yes"]],
    ["label", ["positive", "negative", "negative", "negative", "negative"]],
    ["text", ["actor", "actor", "actor", "politician", "composer"]],
    ["text", ["Lima", "Tokyo"]],
    ["text", ["London", "London", "London", "London"]],
    ["text", ["192.168.1.1", "10.0.0.1"]],
    ["text", ["12 km", "3 miles"]],
    ["text", [3, "three"]],
  ])("is %s for %j", (id, outputs) => {
    expect(column(outputs)).toMatchObject({ id, isStated: false });
  });

  it("is text where there are no examples to tell", () => {
    expect(column([])).toMatchObject({ id: "text", rule: { allowed: null } });
  });

  it("gives labels of a closed set in the type that the column has in the sheet", () => {
    expect(column([true, false], { oneOf: ["TRUE", "FALSE"] }).rule.read("false")).toBe(false);
    expect(column([1, 2], { oneOf: ["1", "2", "3"] }).rule.read("3")).toBe(3);
    expect(column([1, 2], { oneOf: ["1", "many"] }).rule.read("1")).toBe("1");
    expect(column(["a"], { oneOf: ["1", "2"] }).rule.read("1")).toBe("1");
  });

  it("gives labels as what all of them can be, where there are no examples", () => {
    expect(column([], { oneOf: ["1", "2", "3"] }).rule.read("3")).toBe(3);
    expect(column([], { oneOf: ["TRUE", "FALSE"] }).rule.read("false")).toBe(false);
    expect(column([], { oneOf: ["1", "many"] }).rule.read("1")).toBe("1");
  });

  it("allows the answers of its own examples, and reads each as the sheet has it", () => {
    const typed = fc.oneof(
      fc.array(
        fc
          .double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
          .map((x) => Math.round(x * 100) / 100),
        { minLength: 1, maxLength: 5 },
      ),
      fc.array(fc.integer(), { minLength: 1, maxLength: 5 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
      fc.array(fc.constantFrom("low", "high", "$3", "$12.50", "4%", "2020-01-01", "1,234", "x y"), {
        minLength: 1,
        maxLength: 6,
      }),
    );
    fc.assert(
      fc.property(typed, (outputs: CellValue[]) => {
        const set = setOf(...outputs);
        const { rule } = answerRuleFor(set, DEFAULT_SETTINGS);
        for (const [row, { output }] of set.examples.entries()) {
          expect(allows(rule.allowed, output)).toBe(true);
          const expected = outputs[row] === 0 ? 0 : outputs[row];
          expect(rule.read(output)).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("that is named gives values of the type, whatever the examples are", () => {
    expect(column(["45%", "3%"], { type: "percent" }).rule.read("12.5%")).toBe(0.125);
    expect(column(["$1,200.50", "$3"], { type: "currency" }).rule.read("$2,000")).toBe(2000);
    expect(column(["1913", "1946"], { type: "integer" }).rule.read("1917")).toBe(1917);
    expect(column(["yes", "no"], { type: "boolean" }).rule.read("yes")).toBe(true);
    expect(column(["a", "b"], { type: "integer" }).rule.read("twelve")).toBeNull();
  });

  it.each<[string[], string, string | null]>([
    [["some day"], "1969-07-20", "yyyy-mm-dd"],
    [["2024-03-01", "1999-12-31"], "1969-07-20", "yyyy-mm-dd"],
    [["March 5, 2020"], "July 20, 1969", "[$-409]mmmm d, yyyy"],
    [["5 Mar 2020", "17 May 2021"], "20 Jul 1969", "[$-409]d mmm yyyy"],
    [["5.3.2020", "17.05.2021"], "20.7.1969", "d.m.yyyy"],
    [["05.03.2020", "17.05.2021"], "20.07.1969", "dd.mm.yyyy"],
    [["3.25.2020", "12.11.1999"], "7.20.1969", null],
    [["5/3/2020"], "20/7/1969", null],
    [["5.3.20"], "20.7.69", null],
  ])("that is named date gives days of the sheet after %j, where they say which", (outputs, text, format) => {
    const { rule } = column(outputs, { type: "date" });
    expect(allows(rule.allowed, text)).toBe(true);
    expect(rule.read(text)).toEqual(format === null ? text : new CellDate(25404, format));
    expect(rule.read("soon")).toBeNull();
    if (outputs.length > 1) expect(column(outputs).rule.read(text)).toBe(text);
  });

  it.each<[CellValue[], string]>([
    [[], "1865-04-15"],
    [["March 5, 2020"], "April 15, 1865"],
    [["5.3.2020"], "28.2.1900"],
    [[45352, 36525], "1865-04-15"],
    [[new CellDate(45352, "d mmm yy")], "1865-04-15"],
    [[new CellDate(45352.5, "d mmm yy hh:mm")], "1865-04-15 22:15"],
  ])("that is named date gives days of before the sheet's calendar as texts, after %j", (outputs, text) => {
    expect(column(outputs, { type: "date" }).rule.read(text)).toBe(text);
  });

  it.each<[CellValue[], string[], string]>([
    [["March 5, 2020", new CellDate(25404, "d mmm")], ["March 5, 2020", "July 20, 1969"], "May 17, 2021"],
    [[new CellDate(25404, "d mmm"), "05.03.2020"], ["20.07.1969", "05.03.2020"], "17.05.2021"],
    [["2020-03-05", new CellDate(25404, "d mmm")], ["2020-03-05", "1969-07-20"], "2021-05-17"],
  ])("keeps the way of the texts among %j, and writes days of the sheet so", (outputs, written, text) => {
    for (const type of ["auto", "date"]) {
      const { id, rule } = column(outputs, { type });
      expect(id).toBe("date");
      expect(writtenExamples(setOf(...outputs), rule).examples.map(({ output }) => output)).toEqual(written);
      expect(allows(rule.allowed, text)).toBe(true);
      expect(String(rule.read(text))).toBe(type === "auto" ? text : "2021-05-17");
    }
  });

  it("writes no day in a way that does not say which number is the month", () => {
    const outputs = ["5/3/2020", new CellDate(25404, "d mmm")];
    expect(column(outputs).id).toBe("text");
    expect(column(outputs, { type: "date" }).rule.write).toBeUndefined();
  });

  it("that is named date refuses days that are in no calendar", () => {
    expect(column(["March 5, 2020"], { type: "date" }).rule.read("February 30, 2020")).toBeNull();
  });

  it("is text where labels are named and there are none", () => {
    expect(column([], { type: "label" })).toMatchObject({ id: "text", rule: { allowed: null } });
    expect(column(["a", "b"], { type: "label" }).rule.allowed).toMatchObject({ texts: ["a", "b"] });
  });

  it("can be a closed set of the user's", () => {
    const { rule, isStated } = column(["low"], { oneOf: ["low", "medium", "high"] });
    expect(isStated).toBe(true);
    expect(rule.allowed).toEqual({ kind: "texts", texts: ["low", "medium", "high"] });
    expect(rule.read("Medium")).toBe("medium");
    expect(column([1, 2], { oneOf: ["1", "2", "3"] }).rule.read("3")).toBe(3);
  });

  it("lets the answer unknown through where that is wished", () => {
    for (const outputs of [[1, 2], ["a", "b", "a", "b"], ["2020-01-01"]]) {
      const { rule } = column(outputs, { unknown: true });
      expect(allows(rule.allowed, "unknown")).toBe(true);
      expect(rule.read("Unknown")).toBe("unknown");
      expect(allows(column(outputs).rule.allowed, "unknown")).toBe(false);
    }
  });

  it("cuts long texts at a word", () => {
    const cut = (text: string) => column(["x"], { maxCharacters: 9 }).rule.read(text);
    expect(cut("a longer text")).toBe("a longer");
    expect(cut("a longer, text")).toBe("a longer,");
    expect(cut("incomprehensible")).toBe("incompreh");
    expect(cut("short")).toBe("short");
  });
});

describe("dates of the sheet", () => {
  const ofFormat = (format: string, ...days: number[]) =>
    column(days.map((day) => new CellDate(day, format)));

  it.each([
    ["m/d/yyyy", [44259, 44561], "2021-12-25", 44555, ["12/25/2021", "14:30"]],
    ["hh:mm", [0.5, 0.25], "14:30", 14.5 / 24, ["2021-12-25", "2:30 PM"]],
    ["h:mm:ss", [0.5, 0.25], "14:30:00", 14.5 / 24, ["14:30"]],
    ["d.m.yy h:mm", [44259.5, 44260.25], "2021-12-25 12:00", 44555.5, ["2021-12-25"]],
  ])(
    "in the format %s are asked for as days or times, and come back as such",
    (format, days, text, value, others) => {
      const { id, rule } = ofFormat(format, ...days);
      expect(id).toBe("date");
      expect(rule.read(text)).toEqual(new CellDate(value, format));
      expect([text, ...others].map((each) => allows(rule.allowed, each))).toEqual([
        true,
        ...others.map(() => false),
      ]);
      expect(rule.read("2021-02-30")).toBeNull();
    },
  );

  it.each([
    ["d mmm yy", ["1865-04-15 22:15", "1865-04-15, a Saturday"]],
    ["d mmm yy hh:mm", ["1865-04-15", "1865-04-15, a Saturday", "22:15"]],
    ["hh:mm", ["1865-04-15", "1865-04-15 22:15"]],
  ])(
    "in the format %s are not days of before their calendar with more or less than it shows",
    (format, texts) => {
      const { rule } = column([new CellDate(44259.5, format)], { type: "date" });
      expect(texts.map((text) => rule.read(text))).toEqual(texts.map(() => null));
    },
  );

  it("stay dates where a day of before their calendar was accepted among them, as a text", () => {
    const { id, rule } = column([new CellDate(44259, "d mmm yy"), "1865-04-15"]);
    expect(id).toBe("date");
    expect(rule.read("2021-12-25")).toEqual(new CellDate(44555, "d mmm yy"));
    expect(rule.read("1863-11-19")).toBe("1863-11-19");
  });

  it("stay dates where the type is named", () => {
    const { rule } = column([new CellDate(44259, "d mmm")], { type: "date" });
    expect(rule.read("2021-12-25")).toEqual(new CellDate(44555, "d mmm"));
  });

  it("stay dates where they are labels, and labels of other kinds texts", () => {
    const cell = (day: number) => new CellDate(day, "d mmm");
    expect(column([cell(44259), cell(44555)], { type: "label" }).rule.read("2021-12-25")).toEqual(
      cell(44555),
    );
    const { rule } = column([cell(44259)], { oneOf: ["2021-03-04", "2021-12-25", "never"] });
    expect(rule.read("2021-12-25")).toEqual(cell(44555));
    expect(rule.read("never")).toBe("never");
  });

  it("are texts where others of the column are, and numbers where their cells show numbers", () => {
    expect(column([new CellDate(44259, "d mmm"), "soon"]).rule.read("2021-12-25")).toBe("2021-12-25");
    expect(column([44259, 44260]).id).toBe("integer");
  });
});

describe("dates that are serial numbers", () => {
  const serials = setOf(45352, 36525);
  const { rule } = answerRuleFor(serials, { ...DEFAULT_SETTINGS, type: "date" });

  it("are written as ISO dates for the model, and come back as serial numbers", () => {
    expect(writtenExamples(serials, rule).examples.map(({ output }) => output)).toEqual([
      "2024-03-01",
      "1999-12-31",
    ]);
    expect(rule.read("2024-03-01")).toBe(45352);
    expect(rule.read("2023-02-30")).toBeNull();
    expect(allows(rule.allowed, "1999-13-01")).toBe(false);
  });

  it("are the same day both ways", () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        expect(rule.read(rule.write!(String(serial)))).toBe(serial);
      }),
    );
  });
});

it("a list is parted by semicolons where it has any, else by commas", () => {
  expect(itemsOf("red, green ,blue,")).toEqual(["red", "green", "blue"]);
  expect(itemsOf("Rome, Italy; Oslo, Norway")).toEqual(["Rome, Italy", "Oslo, Norway"]);
});
