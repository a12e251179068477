import fc from "fast-check";
import { promptText } from "../../examples/cell-value.ts";
import type { ExampleSet } from "../../examples/example-set.ts";
import { ask } from "../ask.ts";
import { complete } from "../complete.ts";
import type { FormatId } from "./formats.ts";
import { FORMAT_IDS, FORMATS, formatById } from "./formats.ts";

const capitals: ExampleSet = {
  headers: { inputs: ["Country"], output: "Capital" },
  examples: [
    { inputs: ["Peru"], output: "Lima" },
    { inputs: ["Chile"], output: "Santiago" },
  ],
  answerType: "text",
};
const bare: ExampleSet = { ...capitals, headers: null };
const sums: ExampleSet = {
  headers: null,
  examples: [{ inputs: ["1", "2"], output: "3" }],
  answerType: "number",
};

function text(id: FormatId, examples: ExampleSet, ...inputs: string[]): string {
  const { prefix, suffix } = formatById(id).render(examples, inputs);
  return `${prefix}⟂${suffix}`;
}

describe("prompt formats", () => {
  it.each<[FormatId, string, string, string]>([
    [
      "fields",
      "Country: Peru\nCapital: Lima\n\nCountry: Chile\nCapital: Santiago\n\nCountry:⟂ Italy\nCapital:",
      "Input: Peru\nOutput: Lima\n\nInput: Chile\nOutput: Santiago\n\nInput:⟂ Italy\nOutput:",
      "Input 1: 1\nInput 2: 2\nOutput: 3\n\nInput 1:⟂ 4\nInput 2: 5\nOutput:",
    ],
    [
      "header-arrow",
      "Country -> Capital\n\nPeru -> Lima\n\nChile -> Santiago\n\n⟂Italy ->",
      "Input -> Output\n\nPeru -> Lima\n\nChile -> Santiago\n\n⟂Italy ->",
      "Input 1 | Input 2 -> Output\n\n1 | 2 -> 3\n\n⟂4 | 5 ->",
    ],
    [
      "table",
      "| Country | Capital |\n| --- | --- |\n| Peru | Lima |\n| Chile | Santiago |\n|⟂ Italy |",
      "| Input | Output |\n| --- | --- |\n| Peru | Lima |\n| Chile | Santiago |\n|⟂ Italy |",
      "| Input 1 | Input 2 | Output |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n|⟂ 4 | 5 |",
    ],
    [
      "sentence",
      "The capital of Peru is Lima.\n\nThe capital of Chile is Santiago.\n\nThe capital of⟂ Italy is",
      "The answer for Peru is Lima.\n\nThe answer for Chile is Santiago.\n\nThe answer for⟂ Italy is",
      "The answer for 1 and 2 is 3.\n\nThe answer for⟂ 4 and 5 is",
    ],
    [
      "question",
      "Question: What is the capital of Peru?\nAnswer: Lima\n\nQuestion: What is the capital of Chile?\nAnswer: Santiago\n\nQuestion: What is the capital of⟂ Italy?\nAnswer:",
      "Question: Peru\nAnswer: Lima\n\nQuestion: Chile\nAnswer: Santiago\n\nQuestion:⟂ Italy\nAnswer:",
      "Question: 1 and 2\nAnswer: 3\n\nQuestion:⟂ 4 and 5\nAnswer:",
    ],
    [
      "arrow",
      "Peru -> Lima\n\nChile -> Santiago\n\n⟂Italy ->",
      "Peru -> Lima\n\nChile -> Santiago\n\n⟂Italy ->",
      "1 | 2 -> 3\n\n⟂4 | 5 ->",
    ],
  ])("%s writes headers, plain pairs and several inputs", (id, withHeaders, without, several) => {
    expect(text(id, capitals, "Italy")).toBe(withHeaders);
    expect(text(id, bare, "Italy")).toBe(without);
    expect(text(id, sums, "4", "5")).toBe(several);
  });

  const cell = fc.string({ unit: "grapheme" }).map(promptText);
  const exampleSets = fc.integer({ min: 1, max: 3 }).chain((columns) => {
    const inputs = fc.array(cell, { minLength: columns, maxLength: columns });
    return fc.record({
      exampleSet: fc.record<ExampleSet>({
        headers: fc.option(fc.record({ inputs, output: cell.filter((name) => name !== "") })),
        examples: fc.array(fc.record({ inputs, output: cell }), { minLength: 1, maxLength: 4 }),
        answerType: fc.constant("text" as const),
      }),
      rows: fc.tuple(inputs, inputs),
    });
  });

  it.each(FORMATS.map((format) => [format.id, format] as const))(
    "%s has one prefix for all rows and no space at the end",
    (_, format) => {
      fc.assert(
        fc.property(exampleSets, ({ exampleSet, rows: [first, second] }) => {
          const prompts = [format.render(exampleSet, first), format.render(exampleSet, second)];
          expect(prompts[0]!.prefix).toBe(prompts[1]!.prefix);
          for (const { prefix, suffix } of prompts) {
            expect(prefix + suffix).not.toMatch(/ $/);
            expect(prefix).not.toMatch(/ $/);
          }
        }),
      );
    },
  );

  it("keep a bar in a table's cell from ending it", () => {
    const bars: ExampleSet = { ...bare, examples: [{ inputs: ["a | b"], output: "|x |y" }] };
    expect(text("table", bars, "c")).toContain("| a| b | /x|y |\n");
  });

  it("keep a header's own capitals in sentences", () => {
    const urls: ExampleSet = { ...capitals, headers: { inputs: ["Site"], output: "URL" } };
    expect(text("sentence", urls, "x")).toContain("The URL of Peru");
  });

  it("have ids of their own, fields first", () => {
    expect(new Set(FORMAT_IDS).size).toBe(FORMATS.length);
    expect(FORMAT_IDS[0]).toBe("fields");
  });
});

describe("prompts without examples", () => {
  it("ask puts the question after the same demonstrations", () => {
    const one = ask.render("Who wrote Hamlet?");
    expect(one.prefix.endsWith("\n\nQuestion:")).toBe(true);
    expect(one.suffix).toBe(" Who wrote Hamlet?\nAnswer:");
    expect(ask.render("x").prefix).toBe(one.prefix);
  });

  it("complete gives the text itself without spaces at the end", () => {
    expect(complete.render("Once\nupon a  ")).toEqual({ prefix: "", suffix: "Once\nupon a" });
    expect(complete.render("list:\n")).toEqual({ prefix: "", suffix: "list:\n" });
  });
});
