import { CellError, describe as wordsOf } from "../../core/errors/cell-error.ts";
import { CellDate } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { confidenceOf } from "../../core/confidence/confidence.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import type { Answers, Argument, Product } from "../product.ts";
import { crash, ScriptedCompleter, withEnd } from "../testing/scripted-completer.ts";
import type { WorkBench } from "../work-bench.ts";
import { alternatives } from "./alternatives.ts";
import { backtest } from "./backtest.ts";
import { check } from "./check.ts";
import { confidence } from "./confidence.ts";
import { match } from "./match.ts";
import { modelFacts } from "./model-facts.ts";
import { prompt } from "./prompt.ts";
import { score } from "./score.ts";
import { similar } from "./similar.ts";
import { tokens } from "./tokens.ts";
import { xray } from "./xray.ts";

const SHEET: CellValue[][] = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["Kenya", "Nairobi"],
  ["France", "=GPT(A5)"],
];
const CAPITALS: Readonly<Record<string, string>> = {
  Peru: "Lima",
  Japan: "Tokyo",
  Kenya: "Mombasa",
  France: "Paris",
  Italy: "Rome",
};
const area = (address: string, values: readonly (readonly CellValue[])[]): Argument => ({ values, address });
const cell = (value: CellValue): Argument => ({ values: [[value]], address: null });
const column = (...values: CellValue[]): Argument => ({
  values: values.map((value) => [value]),
  address: null,
});
const EXAMPLES = area("Sheet1!A2:B4", SHEET.slice(1, 4));

describe("looking at answers and texts", () => {
  let completer: ScriptedCompleter;
  let host: FakeHost;
  let product: Product;
  /** One over another model, where a test has it. */
  let over: Product | null = null;
  const [caller, { signal }] = ["Sheet1!D1", new AbortController()] as const;
  const call = { headers: null, options: null };

  beforeEach(() => {
    completer = new ScriptedCompleter((prompt) => {
      const country = /Country: ([\w ]+)\nCapital:(.*)$/.exec(prompt);
      // A beginning of another answer is written to its end.
      if (country?.[2] !== "") return "!";
      return ` ${CAPITALS[country[1]!] ?? "?"}`;
    });
    completer.likelihood = ({ continuation }) => (continuation.includes("Lma") ? 1e-3 : 0.5);
    host = new FakeHost(SHEET);
    product = createProduct({ host, openCompleter: () => Promise.resolve(completer), nowMs: () => 0 });
  });

  afterEach(() => {
    product.close();
    over?.close();
  });

  /** What the work of a function gives when the product runs it. */
  const look = <Args>(
    work: (args: Args, bench: WorkBench) => Promise<Answers>,
    args: Args,
    by = product,
  ): Promise<Answers> => by.run({ caller, signal }, (bench) => work(args, bench));

  const rowsOf = (...outputs: CellValue[]): Argument => ({
    values: outputs.map((output, row) => [`row ${row}`, output]),
    address: null,
  });

  /** A product whose model writes these answers to `rowsOf`, and finds all others unlikely. */
  function writes(...answers: string[]): Product {
    const model = new ScriptedCompleter(
      (prompt) => ` ${answers[Number(/row (\d)\D*$/.exec(prompt)?.[1])] ?? "?"}`,
    );
    model.likelihood = ({ continuation }) =>
      answers.some((answer) => continuation.includes(answer)) ? 0.5 : 1e-3;
    over = createProduct({ host, openCompleter: () => Promise.resolve(model), nowMs: () => 0 });
    return over;
  }

  const refused = async (answers: Promise<unknown>): Promise<string> => {
    const error: unknown = await answers.then(
      () => "answered",
      (reason: unknown) => reason,
    );
    return error instanceof CellError ? `${wordsOf(error).cell} ${error.code}` : String(error);
  };

  async function answerFrance(): Promise<void> {
    await product.gpt({
      ...call,
      signal,
      examplesOrInput: area("Sheet1!A5", [["France"]]),
      input: null,
      caller: "Sheet1!B5",
    });
  }

  describe("GPT.CONFIDENCE", () => {
    it("tells how sure the answers in cells are, and of those that GPT would give", async () => {
      completer.probability = 0.7;
      const sure = Math.round(confidenceOf({ probability: withEnd(0.7), rarity: 1 }, "alone") * 1000) / 1000;
      await answerFrance();
      const pointed = { ...call, examplesOrAnswers: area("Sheet1!B5:B6", [["Paris"], [null]]), input: null };
      expect(await look(confidence, pointed)).toEqual([[sure], [""]]);
      const given = { ...call, examplesOrAnswers: EXAMPLES, input: column("Italy", "", "France") };
      expect(await look(confidence, given)).toEqual([[sure], [""], [sure]]);
    });

    it("says where no answer of ours stands", async () => {
      const typed = { ...call, examplesOrAnswers: area("Sheet1!B2", [["Lima"]]), input: null };
      expect(await refused(look(confidence, typed))).toBe("#N/A noAnswerThere");
      await answerFrance();
      const over = { ...call, examplesOrAnswers: area("Sheet1!B5", [["Lyon"]]), input: null };
      expect(await refused(look(confidence, over))).toBe("#N/A noAnswerThere");
    });

    it("counts its rows as work, and logs those that fail", async () => {
      const broken = createProduct({
        host,
        openCompleter: () => Promise.resolve(new ScriptedCompleter(() => crash("it broke"))),
        nowMs: () => 0,
      });
      const given = { ...call, examplesOrAnswers: EXAMPLES, input: column("Italy", "France") };
      const answers = await look(confidence, given, broken);
      expect(answers.flat().every((answer) => answer instanceof CellError)).toBe(true);
      expect(broken.state.getState().work).toMatchObject({ running: 0, queued: 0, failed: 2 });
      expect(broken.state.getState().log[0]!.message).toContain("it broke");
      broken.close();
    });
  });

  describe("GPT.PROMPT", () => {
    it("is the text that the model read, without a run where it stands in no cell yet", async () => {
      await answerFrance();
      const read = completer.prompts.at(-1);
      const pointed = { ...call, examplesOrAnswers: area("Sheet1!B5", [["Paris"]]), input: null };
      expect(await look(prompt, pointed)).toEqual([[read]]);
      const runs = completer.prompts.length;
      const given = { ...call, examplesOrAnswers: EXAMPLES, input: column("Italy") };
      expect(await look(prompt, given)).toEqual([
        [
          "Country: Peru\nCapital: Lima\n\nCountry: Japan\nCapital: Tokyo\n\nCountry: Kenya\nCapital: Nairobi\n\nCountry: Italy\nCapital:",
        ],
      ]);
      expect(completer.prompts).toHaveLength(runs);
    });
  });

  describe("GPT.XRAY", () => {
    const rival = { id: 9, text: " Lyon\n", logProbability: Math.log(0.25) };

    it("shows the tokens of an answer with their rivals, under headers", async () => {
      completer.candidates = [{ id: 1, text: " Paris", logProbability: Math.log(0.5) }, rival];
      await answerFrance();
      const pointed = { ...call, examplesOrAnswers: area("Sheet1!B5", [["Paris"]]), input: null };
      const [headers, first, end] = await look(xray, pointed);
      expect(headers!.slice(0, 4)).toEqual(["Token", "Probability", "Runner-up 1", "Probability"]);
      expect(first!.slice(0, 5)).toEqual(["·Paris", 0.5, "·Lyon⏎", 0.25, ""]);
      expect(end!.slice(0, 2)).toEqual(["⏎", 0.9]);
      const given = { ...call, examplesOrAnswers: EXAMPLES, input: column("Italy") };
      expect((await look(xray, given))[1]!.slice(0, 2)).toEqual(["·Rome", 0.5]);
    });

    it("takes any other text apart, each token given those before", async () => {
      completer.candidates = [rival];
      const rows = await look(xray, { ...call, examplesOrAnswers: cell("ab"), input: null });
      expect(rows.slice(1).map((row) => row.slice(0, 4))).toEqual([
        ["a", 0.5, "·Lyon⏎", 0.25],
        ["b", 0.5, "·Lyon⏎", 0.25],
      ]);
    });

    it("refuses several rows and nothing", async () => {
      const two = { ...call, examplesOrAnswers: EXAMPLES, input: column("Italy", "France") };
      expect(await refused(look(xray, two))).toBe("#VALUE! rowsNotOne");
      const none = { ...call, examplesOrAnswers: cell(" "), input: null };
      expect(await refused(look(xray, none))).toBe("#VALUE! missingArgument");
    });
  });

  describe("GPT.ALTERNATIVES", () => {
    it("lists the likeliest answers of each row, each with its probability", async () => {
      completer.candidates = [
        { id: 1, text: " Paris", logProbability: Math.log(0.5) },
        { id: 9, text: " Lyon", logProbability: Math.log(0.3) },
        { id: 8, text: " Nice\n", logProbability: Math.log(0.1) },
      ];
      completer.likelihood = ({ continuation }) => (continuation.includes("Nice") ? 0.9 : 0.5);
      const given = { ...call, examples: EXAMPLES, input: column("France", ""), count: cell(2) };
      const [first, blank] = await look(alternatives, given);
      expect(first!.filter((_, i) => i % 2 === 0)).toEqual(["Nice", "Paris"]);
      expect(first![1]).toBeCloseTo(0.9 ** " Nice\n".length);
      expect(blank).toEqual(["", "", "", ""]);
    });

    it("tells all labels of a closed set as shares of one", async () => {
      const labels = area("Sheet1!A2:B5", [
        ["good", "positive"],
        ["bad", "negative"],
        ["fine", "positive"],
        ["awful", "negative"],
      ]);
      completer.likelihood = ({ continuation }) => (continuation.includes("positive") ? 0.9 : 0.8);
      const given = { ...call, examples: labels, input: cell("great"), count: cell(5) };
      const [row] = await look(alternatives, given);
      expect(row!.filter((_, i) => i % 2 === 0)).toEqual(["positive", "negative"]);
      expect((row![1] as number) + (row![3] as number)).toBeCloseTo(1);
    });

    it("refuses a count that is none", async () => {
      const given = { ...call, examples: EXAMPLES, input: cell("France"), count: cell("many") };
      expect(await refused(look(alternatives, given))).toBe("#VALUE! argumentUnreadable");
    });
  });

  describe("GPT.CHECK", () => {
    it("finds the slip among the user's own rows, and says what the model would have put", async () => {
      const rows = area("Sheet1!A2:B4", [
        ["Peru", "Lma"],
        ["Japan", "Tokyo"],
        ["Kenya", "Nairobi"],
      ]);
      const [peru, japan, kenya] = await look(check, { ...call, examples: rows, rows: null });
      expect(peru![0]).toBeLessThan(1e-6);
      expect(peru![1]).toBe("Lima");
      expect(japan).toEqual([1, ""]);
      // As likely as the model's own answer, though it is another one.
      expect(kenya).toEqual([1, ""]);
    });

    it("checks other rows by the examples, but not by those that are the row itself", async () => {
      const rows = column("").values.map(() => ["Peru", "Lima"]);
      const checked = await look(check, {
        ...call,
        examples: EXAMPLES,
        rows: area("Sheet1!A9:B9", rows),
      });
      expect(checked).toEqual([[1, ""]]);
      expect(completer.prompts.at(-1)).not.toContain("Capital: Lima");
    });

    it("says what the model would have put as the examples write it, whatever type is named", async () => {
      const [first, second] = await look(
        check,
        {
          ...call,
          examples: rowsOf("March 6, 2020", "May 17, 2021"),
          rows: null,
          options: cell("type=date"),
        },
        writes("March 5, 2020", "May 17, 2021"),
      );
      expect(first![1]).toBe("March 5, 2020");
      expect(second).toEqual([1, ""]);
    });

    it("leaves unfinished rows blank, and refuses what cannot be checked", async () => {
      const rows = area("Sheet1!A9:B10", [
        ["Peru", ""],
        ["Japan", "Tokyo"],
      ]);
      expect(await look(check, { ...call, examples: EXAMPLES, rows })).toEqual([
        ["", ""],
        [1, ""],
      ]);
      expect(await refused(look(check, { ...call, examples: EXAMPLES, rows: column("Peru") }))).toBe(
        "#VALUE! rowColumnsDiffer",
      );
      const single = area("Sheet1!A2:B2", SHEET.slice(1, 2));
      expect(await refused(look(check, { ...call, examples: single, rows: null }))).toBe(
        "#VALUE! tooFewToTest",
      );
    });
  });

  describe("GPT.BACKTEST", () => {
    it("is the share of the user's own examples that come out right when left out", async () => {
      const given = { ...call, examples: EXAMPLES, details: null };
      expect(await look(backtest, given)).toEqual([[2 / 3]]);
      expect(completer.prompts.every((prompt) => prompt.split("\n\n").length === 3)).toBe(true);
      expect(await look(backtest, { ...given, details: cell(true) })).toEqual([
        ["Input", "Expected", "Answer", "Right"],
        ["Peru", "Lima", "Lima", true],
        ["Japan", "Tokyo", "Tokyo", true],
        ["Kenya", "Nairobi", "Mombasa", false],
      ]);
    });

    it.each([
      ["date", ["March 5, 2020", "May 17, 2021", "July 20, 1969"]],
      ["percent", ["45%", "3%", "12.5%"]],
      ["currency", ["$1,200.50", "$3,000.00", "$12.00"]],
      ["boolean", ["yes", "no", "no"]],
      ["date", [new CellDate(43895, "d mmm"), "May 17, 2021", "July 20, 1969"]],
      ["auto", [new CellDate(43895, "d mmm"), "May 17, 2021", "July 20, 1969"]],
    ])(
      "finds answers right that are written as the examples, where the type is %s",
      async (type, outputs) => {
        const written = outputs.map((output) => (typeof output === "string" ? output : "March 5, 2020"));
        const given = { ...call, examples: rowsOf(...outputs), details: null, options: cell(`type=${type}`) };
        expect(await look(backtest, given, writes(...written))).toEqual([[1]]);
      },
    );

    it("refuses a single example and a switch that is none", async () => {
      const single = area("Sheet1!A2:B2", SHEET.slice(1, 2));
      expect(await refused(look(backtest, { ...call, examples: single, details: null }))).toBe(
        "#VALUE! tooFewToTest",
      );
      const unclear = { ...call, examples: EXAMPLES, details: cell("perhaps") };
      expect(await refused(look(backtest, unclear))).toBe("#VALUE! argumentUnreadable");
    });
  });

  describe("GPT.SCORE", () => {
    it("adds up the tokens of a text, alone or as the next of a list", async () => {
      const given = { ...call, text: column("abc", ""), examples: null, measure: null };
      const [[alone] = [], blank] = await look(score, given);
      expect(alone).toBeCloseTo(3 * Math.log(0.5));
      expect(blank).toEqual([""]);
      const [[perplexity] = []] = await look(score, {
        ...given,
        text: cell("abc"),
        examples: column("one", "two"),
        measure: cell("Perplexity"),
      });
      expect(perplexity).toBeCloseTo(2);
      expect(completer.scoreRequests.at(-1)).toMatchObject({
        prompt: { prefix: "one\ntwo\n", suffix: "" },
        continuation: "abc",
      });
    });

    it("scores the answer of a finished row behind examples", async () => {
      const rows = area("Sheet1!A9:B9", [["France", "Paris"]]);
      const [[likelihood] = []] = await look(score, {
        ...call,
        text: rows,
        examples: EXAMPLES,
        measure: null,
      });
      expect(likelihood).toBeCloseTo(" Paris".length * Math.log(0.5));
      expect(completer.scoreRequests.at(-1)!.prompt.suffix).toBe(" France\nCapital:");
    });

    it("names its measures, and refuses rows unlike the examples", async () => {
      const given = { ...call, text: cell("abc"), examples: null, measure: cell("entropy") };
      expect(await refused(look(score, given))).toBe("#VALUE! argumentUnreadable");
      expect(await refused(look(score, { ...given, examples: EXAMPLES, measure: null }))).toBe(
        "#VALUE! rowColumnsDiffer",
      );
    });
  });

  describe("GPT.TOKENS", () => {
    it("counts them in the shape of its argument, or spells them to the right", async () => {
      const text = area("Sheet1!A1:B2", [
        ["ab", "c"],
        [null, 12],
      ]);
      expect(await look(tokens, { ...call, text, spell: null })).toEqual([
        [2, 1],
        ["", 2],
      ]);
      expect(await look(tokens, { ...call, text: column("a b", "c"), spell: cell("yes") })).toEqual([
        ["a", "·", "b"],
        ["c", "", ""],
      ]);
    });
  });

  describe("GPT.MODEL", () => {
    it("tells all it knows, or one thing by its name", async () => {
      const all = await look(modelFacts, { ...call, what: null });
      expect(all).toContainEqual(["Name", "Scripted"]);
      expect(all).toContainEqual(["Hash", "0".repeat(64)]);
      expect(await look(modelFacts, { ...call, what: cell("runs ON") })).toEqual([["WebAssembly, 1 thread"]]);
      expect(await refused(look(modelFacts, { ...call, what: cell("age") }))).toBe(
        "#VALUE! argumentUnreadable",
      );
    });
  });

  describe("GPT.SIMILAR", () => {
    beforeEach(() => {
      completer.meaning = ({ text }) => {
        if (/"(cat|kitten)"/.test(text)) return [5, 1, 0];
        if (text.includes('"car"')) return [-5, 1, 0];
        return [0, 0, text.length];
      };
    });

    it("compares cell by cell, each text being looked at once", async () => {
      const given = { ...call, text: column("cat", "car", ""), other: cell("kitten") };
      const [[cat] = [], [car] = [], blank] = await look(similar, given);
      expect(cat).toBeCloseTo(1);
      expect(car).toBeLessThan(0);
      expect(blank).toEqual([""]);
      const asked = completer.embedRequests.length;
      await look(similar, given);
      expect(completer.embedRequests).toHaveLength(asked);
    });

    it("refuses ranges that do not fit together, and a model without hidden states", async () => {
      const given = { ...call, text: column("a", "b"), other: column("a", "b", "c") };
      expect(await refused(look(similar, given))).toBe("#VALUE! shapesDiffer");
      Object.assign(completer, { embed: undefined });
      expect(await refused(look(similar, { ...given, other: cell("x") }))).toBe("#N/A modelCannotCompare");
    });
  });

  describe("GPT.MATCH", () => {
    const list = column("Lima", "Tokyo", 12, "");

    it("takes the item itself without a model, and else the one that the model finds likeliest", async () => {
      completer.likelihood = ({ prompt, continuation }) =>
        prompt.suffix.includes("Edo") && continuation.includes("Tokyo") ? 0.9 : 0.5;
      const given = { ...call, text: column("LIMA", "12", "Edo", null), list, examples: null };
      expect(await look(match, given)).toEqual([["Lima"], [12], ["Tokyo"], [""]]);
      expect(completer.scoreRequests.every(({ prompt }) => prompt.suffix !== " LIMA\nSame as:")).toBe(true);
    });

    it("is unsure below the confidence that is asked for", async () => {
      const options = cell("confidence=99%");
      const given = { ...call, text: cell("Edo"), list, examples: null, options };
      expect(await refused(look(match, given))).toBe("#N/A unsure");
    });

    it("refuses a wide range of texts, an empty list and examples of one column", async () => {
      const given = { ...call, text: area("Sheet1!A1:B1", [["a", "b"]]), list, examples: null };
      expect(await refused(look(match, given))).toBe("#VALUE! textsNotOneColumn");
      expect(await refused(look(match, { ...given, text: cell("a"), list: cell(null) }))).toBe(
        "#VALUE! missingArgument",
      );
      expect(await refused(look(match, { ...given, text: cell("a"), examples: column("a") }))).toBe(
        "#VALUE! examplesOneColumn",
      );
    });
  });

  describe("the influence of examples", () => {
    it("is what the answer loses in likelihood when one is left out", async () => {
      await answerFrance();
      completer.likelihood = ({ prompt }) => (prompt.prefix.includes("Tokyo") ? 0.5 : 0.25);
      const { examples, untested } = await product.influences("Sheet1!B5");
      expect(untested).toBe(0);
      expect(examples.map(({ example }) => example.output)).toEqual(["Lima", "Tokyo", "Nairobi"]);
      const [lima, tokyo] = examples.map(({ nats }) => nats);
      expect(lima).toBeCloseTo(0);
      expect(tokyo).toBeCloseTo(" Paris\n".length * Math.log(2));
    });

    it("is asked of the answer itself, whatever its tokens are named", async () => {
      const { complete } = completer;
      completer.complete = (requests, calls) =>
        complete.call(completer, requests, {
          ...calls,
          onCompletion: (index, { tokens, ...completion }) =>
            calls.onCompletion?.(index, {
              ...completion,
              tokens: tokens.map((token) => ({ ...token, text: "<end_of_turn>" })),
            }),
        });
      await answerFrance();
      await product.influences("Sheet1!B5");
      expect(completer.scoreRequests.at(-1)!.continuation.trim()).toBe("Paris");
    });

    it("is unknown where the model gave no answer", async () => {
      await expect(product.influences("Sheet1!B2")).rejects.toThrow(/No answer/);
    });
  });
});
