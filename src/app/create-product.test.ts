import { AnswerTally } from "../core/confidence/answer-tally.ts";
import { confidenceOf } from "../core/confidence/confidence.ts";
import { CellError, describe as wordsOf } from "../core/errors/cell-error.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import { ask } from "../core/prompts/ask.ts";
import { complete } from "../core/prompts/complete.ts";
import { until } from "../core/testing/until.ts";
import { EngineError, type OpenCompleter } from "../engine/completer.ts";
import { FakeHost } from "../host/testing/fake-host.ts";
import { LEFT_OUT } from "./calls/call-options.ts";
import { createProduct } from "./create-product.ts";
import type { Argument, GptCall, Product } from "./product.ts";
import type { WorkState } from "./state.ts";
import { textAnswers } from "./calls/text-call.ts";
import { crash, ScriptedCompleter, type Script, withEnd } from "./testing/scripted-completer.ts";

const SHEET: CellValue[][] = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["France", "=GPT(A4)"],
];
const EXAMPLES: Argument = { values: SHEET.slice(1, 3), address: "Sheet1!A2:B3" };
const CAPITALS: Readonly<Record<string, string>> = { France: " Paris", Italy: " Rome", Spain: " Madrid" };

/** Answers the last country of the prompt. */
const knowsCapitals: Script = (prompt) =>
  CAPITALS[/Country: (\w+)\nCapital:$/.exec(prompt)?.[1] ?? ""] ?? " ?";

const cells = (...values: CellValue[]): Argument => ({ values: values.map((v) => [v]), address: null });

const gptCall = (input: Argument | null, more: Partial<GptCall> = {}): GptCall => ({
  examplesOrInput: EXAMPLES,
  input,
  headers: null,
  options: null,
  caller: "Sheet1!B4",
  signal: new AbortController().signal,
  ...more,
});

interface Bench {
  readonly product: Product;
  readonly host: FakeHost;
  /** One for each time a model was opened. */
  readonly completers: ScriptedCompleter[];
}

interface BenchParts {
  readonly script?: Script;
  readonly sheet?: CellValue[][];
  readonly saved?: string | null;
  readonly contextTokens?: number;
  readonly open?: OpenCompleter;
}

const benches: Bench[] = [];

function startProduct(parts: BenchParts = {}): Bench {
  const { script = knowsCapitals, sheet = SHEET, saved = null, contextTokens } = parts;
  const host = new FakeHost(sheet, saved);
  const completers: ScriptedCompleter[] = [];
  const openCompleter: OpenCompleter =
    parts.open ??
    (() => {
      const completer = new ScriptedCompleter(script, contextTokens);
      completers.push(completer);
      return Promise.resolve(completer);
    });
  const product = createProduct({ host, openCompleter, nowMs: () => Date.now() });
  const bench = { product, host, completers };
  benches.push(bench);
  return bench;
}

/** What the call throws, in the words that the cell shows. */
async function errorOf(answers: Promise<unknown>): Promise<{ cell: string; text: string }> {
  const error: unknown = await answers.then(
    () => new Error("it answered"),
    (reason: unknown) => reason,
  );
  if (error instanceof CellError) return wordsOf(error);
  throw error;
}

const counts = ({ queued, running, done, failed, stopped }: WorkState) => [
  queued,
  running,
  done,
  failed,
  stopped,
];

afterEach(() => {
  for (const { product } of benches.splice(0)) product.close();
});

describe("GPT", () => {
  it("answers one input from examples, with the header row above them in the prompt", async () => {
    const { product, completers } = startProduct();
    expect(await product.gpt(gptCall(cells("France")))).toEqual([["Paris"]]);
    expect(completers[0]!.prompts).toEqual([
      "Country: Peru\nCapital: Lima\n\nCountry: Japan\nCapital: Tokyo\n\nCountry: France\nCapital:",
    ]);
  });

  it("spills one answer for each row, blank where the input is blank", async () => {
    const { product } = startProduct();
    const answers = await product.gpt(gptCall(cells("France", "", "Spain")));
    expect(answers).toEqual([["Paris"], [""], ["Madrid"]]);
  });

  it("takes the finished rows around the cell when only the input is given", async () => {
    const { product, completers } = startProduct();
    const input = { values: [["France"]], address: "Sheet1!A4" };
    expect(await product.gpt(gptCall(null, { examplesOrInput: input }))).toEqual([["Paris"]]);
    expect(completers[0]!.prompts[0]).toMatch(/^Country: Peru\nCapital: Lima\n/);
  });

  it("keeps a failing row from its neighbours and logs where it stands", async () => {
    const tooLong = new EngineError({ code: "prompt-too-long", tokens: 9, limit: 8 });
    const { product } = startProduct({
      script: (prompt) => (prompt.endsWith("Italy\nCapital:") ? tooLong : knowsCapitals(prompt)),
    });
    const answers = await product.gpt(gptCall(cells("France", "Italy", "Spain")));
    expect(answers[0]).toEqual(["Paris"]);
    expect(answers[1]![0]).toBeInstanceOf(CellError);
    expect(answers[2]).toEqual(["Madrid"]);
    expect(product.state.getState().log.map(({ address }) => address)).toEqual(["Sheet1!B5"]);
  });

  it("logs once what a formula says each time it runs", async () => {
    const { product } = startProduct();
    const wrong = { ...gptCall(cells("Italy")), options: { values: [["heat=2"]], address: null } };
    const other = { ...wrong, caller: "Sheet1!C9" };
    for (const call of [wrong, other, wrong])
      await expect(product.gpt(call)).rejects.toBeInstanceOf(CellError);
    expect(product.state.getState().log.map(({ address }) => address)).toEqual([wrong.caller, other.caller]);
  });

  it("runs equal inputs once, and not again in a later call", async () => {
    const { product, completers } = startProduct();
    const fill = () => product.gpt(gptCall(cells("France", "Spain", "France")));
    expect(await fill()).toEqual([["Paris"], ["Madrid"], ["Paris"]]);
    expect(await fill()).toEqual([["Paris"], ["Madrid"], ["Paris"]]);
    expect(completers[0]!.prompts).toHaveLength(2);
  });

  it("runs of a spill only the row whose input changed", async () => {
    const { product, completers } = startProduct();
    await product.gpt(gptCall(cells("France", "Spain", "France")));
    expect(await product.gpt(gptCall(cells("Italy", "Spain", "France")))).toEqual([
      ["Rome"],
      ["Madrid"],
      ["Paris"],
    ]);
    expect(completers[0]!.prompts).toHaveLength(3);
  });

  it("lets a formula's options win over the workbook's settings", async () => {
    const { product, completers } = startProduct({ saved: '{"temperature":0.5,"topK":7}' });
    await product.gpt(gptCall(cells("France"), { options: cells("temperature=0.9") }));
    expect(completers[0]!.requests[0]!.sampling).toMatchObject({ temperature: 0.9, topK: 7 });
  });

  it("asks for nothing but the labels of a closed set, and gives typed values for a named type", async () => {
    const { product, completers } = startProduct({ script: () => " LOW" });
    const options = cells("one of: low, high");
    expect(await product.gpt(gptCall(cells("France"), { options }))).toEqual([["low"]]);
    expect(completers[0]!.requests[0]!.constraint?.allowed).toMatchObject({
      kind: "texts",
      texts: ["low", "high"],
    });
    const { text } = await errorOf(product.gpt(gptCall(cells("Spain"), { options: cells("type=integer") })));
    expect(text).toMatch(/"LOW" is not of the type integer/);
  });

  it("spills the items of a list to the right", async () => {
    const { product } = startProduct({
      script: (prompt) => (prompt.endsWith("France\nCapital:") ? " Paris, Lyon" : " Rome"),
    });
    const list = gptCall(cells("France", "Italy"), { options: cells("type=list") });
    expect(await product.gpt(list)).toEqual([
      ["Paris", "Lyon"],
      ["Rome", ""],
    ]);
  });

  it.each([
    ["a blank input", cells(""), {}, /input is blank/],
    ["nothing at all", cells("x"), { examplesOrInput: LEFT_OUT, input: null }, /Write =GPT\(A7\)/],
    [
      "a computed blank",
      cells("x"),
      { examplesOrInput: { values: [[""]], address: null }, input: null },
      /input is blank/,
    ],
    [
      "two columns for one",
      { values: [["a", "b"]], address: null },
      {},
      /1 input column and the input has 2/,
    ],
    ["examples in one column", cells("x"), { examplesOrInput: cells("Peru", "Japan") }, /only one column/],
    ["an unknown option", cells("x"), { options: cells("temprature=1") }, /Did you mean "temperature"/],
    ["too few headers", cells("x"), { headers: cells("Country") }, /1 header cell for 2 example columns/],
  ] as const)("refuses %s with words, and logs them", async (_name, input, more, words) => {
    const { product } = startProduct();
    const { cell, text } = await errorOf(product.gpt(gptCall(input, more)));
    expect(cell).toBe("#VALUE!");
    expect(text).toMatch(words);
    expect(product.state.getState().log[0]).toMatchObject({ address: "Sheet1!B4", message: text });
  });

  it("says that the prompt is too long when not even one example fits", async () => {
    const { product } = startProduct({ contextTokens: 30 });
    const { text } = await errorOf(product.gpt(gptCall(cells("France"))));
    expect(text).toMatch(/need 72 tokens; the model reads 30/);
  });
});

describe("the format", () => {
  const more: CellValue[][] = [...SHEET.slice(0, 3), ["Kenya", "Nairobi"], ["Norway", "Oslo"]];
  const examples: Argument = { values: more.slice(1), address: "Sheet1!A2:B5" };
  const fill = (input: Argument, options: string | null = null): GptCall =>
    gptCall(input, { examplesOrInput: examples, options: options === null ? null : cells(options) });
  /** Finds answers behind arrows likelier than others. */
  const likesArrows = (bench: Bench): ScriptedCompleter => {
    const completer = new ScriptedCompleter((prompt) =>
      prompt.endsWith(" ->") ? " arrow" : prompt.endsWith(":") ? " field" : " other",
    );
    completer.likelihood = ({ continuation }) => (continuation.startsWith("Peru ->") ? 0.9 : 0.2);
    bench.completers.push(completer);
    return completer;
  };
  const start = (): Bench => {
    const bench: Bench = startProduct({
      sheet: more,
      open: () => Promise.resolve(likesArrows(bench)),
    });
    return bench;
  };

  it("is the one in which the user's own answers are likeliest, weighed once for all rows", async () => {
    const { product, host, completers } = start();
    expect(await product.gpt(fill(cells("France", "Spain")))).toEqual([["arrow"], ["arrow"]]);
    await product.gpt(fill(cells("Italy")));
    expect(completers[0]!.scoreRequests).toHaveLength(6);
    host.select("Sheet1!B4");
    const { trace } = product.state.getState().selection!;
    expect(trace).toMatchObject({ format: "Arrow", isFormatChosen: true });
  });

  it("can be fixed, and is the default one for few examples; then nothing is weighed", async () => {
    const { product, completers } = start();
    expect(await product.gpt(fill(cells("France"), "format=fields"))).toEqual([["field"]]);
    expect(await product.gpt(gptCall(cells("France")))).toEqual([["field"]]);
    expect(completers[0]!.scoreRequests).toEqual([]);
  });

  it("is not one but three where the answer is to be careful, each asked in two orders, and they elect one", async () => {
    const { product, completers } = start();
    completers.length = 0;
    const answers = product.gpt(fill(cells("France"), "careful=yes"));
    expect(await answers).toEqual([["arrow"]]);
    expect(new Set(completers[0]!.prompts).size).toBe(6);
    expect(new Set(completers[0]!.prompts.map((prompt) => prompt.slice(-8))).size).toBeGreaterThan(1);
    const texts = completers[0]!.scoreRequests.map(({ continuation }) => continuation.trim());
    expect(texts).toEqual(expect.arrayContaining(["arrow", "field"]));
    expect(product.state.getState().work).toMatchObject({ done: 1, running: 0, queued: 0 });
  });
});

describe("ASK and COMPLETE", () => {
  const answer = (product: Product, format: typeof ask | typeof complete, text: Argument) =>
    product.run({ caller: "Sheet1!D1", signal: new AbortController().signal }, (bench) =>
      textAnswers(format, { text, options: null }, bench),
    );

  it("answer each cell of the text in its shape", async () => {
    const { product } = startProduct({ script: (prompt) => ` ${prompt.length > 0 ? "yes" : "no"}` });
    const text = { values: [["Why?", "How?"]], address: null };
    expect(await answer(product, ask, text)).toEqual([["yes", "yes"]]);
    expect(await answer(product, complete, cells("Once"))).toEqual([["yes"]]);
  });

  it("refuse to fill more cells than one formula may, however wide the area is", async () => {
    const { product } = startProduct();
    const wide = { values: Array.from({ length: 4000 }, () => ["Why?", "", "How?"]), address: null };
    const { text } = await errorOf(answer(product, ask, wide));
    expect(text).toMatch(/would fill 12000 cells; one fills at most 10000/);
  });

  it("refuse a text longer than a cell can be", async () => {
    const { product } = startProduct();
    const { text } = await errorOf(answer(product, complete, cells("x".repeat(32_768))));
    expect(text).toMatch(/32768 characters/);
  });
});

describe("stopping", () => {
  async function held(): Promise<Bench & { readonly completer: ScriptedCompleter }> {
    const bench = startProduct();
    bench.product.loadModel();
    await until(() => bench.completers.length === 1, "the model");
    const completer = bench.completers[0]!;
    completer.isHolding = true;
    return { ...bench, completer };
  }

  it("ends what waits and runs, says so in the cells, and goes on when asked again", async () => {
    const { product, completer } = await held();
    const fill = product.gpt(gptCall(cells("France", "Spain")));
    await until(() => product.state.getState().work.running === 2, "two rows to run");
    product.stop();
    const answers = (await fill).flat();
    expect(answers.map((answer) => wordsOf(answer as CellError).cell)).toEqual(["#N/A", "#N/A"]);
    expect(counts(product.state.getState().work)).toEqual([0, 0, 0, 0, 2]);
    expect(product.state.getState().log).toEqual([]);
    completer.release();
    expect(await product.gpt(gptCall(cells("France", "Spain")))).toEqual([["Paris"], ["Madrid"]]);
  });

  it("ends thousands of calls, also those whose turn has not come", async () => {
    const { product, completer } = await held();
    const inputs = Array.from({ length: 1000 }, (_, row) => `Land ${row}`);
    const calls = inputs.map((input, row) =>
      errorOf(product.gpt(gptCall(cells(input), { caller: `Sheet1!B${row + 4}` }))),
    );
    await until(
      () => product.state.getState().work.queued + product.state.getState().work.running > 0,
      "work",
    );
    product.stop();
    const errors = await Promise.all(calls);
    expect(new Set(errors.map(({ cell }) => cell))).toEqual(new Set(["#N/A"]));
    expect(product.state.getState().work).toMatchObject({ queued: 0, running: 0 });
    const asked = completer.prompts.length;
    completer.release();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(completer.prompts).toHaveLength(asked);
  });

  it("drops only the call whose formula was deleted, though another wants the same answer", async () => {
    const { product, completer } = await held();
    const deleted = new AbortController();
    const first = errorOf(product.gpt(gptCall(cells("France"), { signal: deleted.signal })));
    const second = product.gpt(gptCall(cells("France"), { caller: "Sheet1!C4" }));
    await until(() => product.state.getState().work.running === 2, "two rows to run");
    deleted.abort();
    expect((await first).cell).toBe("#N/A");
    completer.release();
    expect(await second).toEqual([["Paris"]]);
    expect(completer.prompts).toHaveLength(1);
  });
});

describe("when the engine crashes", () => {
  it("opens a new one and runs what was open once more", async () => {
    let crashes = 1;
    const { product, completers } = startProduct({
      script: (prompt) => (crashes-- > 0 ? crash() : knowsCapitals(prompt)),
    });
    expect(await product.gpt(gptCall(cells("France")))).toEqual([["Paris"]]);
    expect(completers.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it("gives the cell an error with the reason when it crashes again", async () => {
    const { product, completers } = startProduct({ script: () => crash("memory ran out") });
    const { cell, text } = await errorOf(product.gpt(gptCall(cells("France"))));
    expect(cell).toBe("#N/A");
    expect(text).toContain("memory ran out");
    expect(completers).toHaveLength(2);
    expect(counts(product.state.getState().work)).toEqual([0, 0, 0, 1, 0]);
  });
});

describe("the model", () => {
  it("says why it could not be opened, and tries again at the next formula", async () => {
    let attempts = 0;
    const completer = new ScriptedCompleter(knowsCapitals);
    const { product } = startProduct({
      open: () => {
        attempts += 1;
        if (attempts > 1) return Promise.resolve(completer);
        return Promise.reject(
          new EngineError({ code: "storage-too-small", neededBytes: 253e6, freeBytes: 10e6 }),
        );
      },
    });
    const { text } = await errorOf(product.gpt(gptCall(cells("France"))));
    expect(text).toMatch(/253 MB.*10 MB/);
    expect(product.state.getState().model).toMatchObject({
      status: "failed",
      error: { code: "storageTooSmall" },
    });
    expect(await product.gpt(gptCall(cells("France")))).toEqual([["Paris"]]);
    expect(product.state.getState().model.status).toBe("ready");
  });

  it("tells of its progress while it loads", async () => {
    let finish!: () => void;
    const { product } = startProduct({
      open: ({ onProgress }) => {
        onProgress?.({ phase: "download", loadedBytes: 40, totalBytes: 100 });
        return new Promise((resolve) => {
          finish = () => resolve(new ScriptedCompleter(knowsCapitals));
        });
      },
    });
    product.loadModel();
    expect(product.state.getState().model).toMatchObject({ status: "loading", loadedBytes: 40 });
    finish();
    await until(() => product.state.getState().model.status === "ready", "the model");
  });
});

describe("settings", () => {
  it("are read from the workbook before the first cell runs", async () => {
    const { product, completers } = startProduct({ saved: '{"maxTokens":3}' });
    await product.gpt(gptCall(cells("France")));
    expect(completers[0]!.requests[0]!.sampling.maxTokens).toBe(3);
  });

  it.each([
    ["no JSON", "{oops", /damaged/],
    ["a value out of bounds", '{"temperature":-1}', /temperature/],
  ])("fall back to defaults for %s, and say so", async (_name, saved, words) => {
    const { product } = startProduct({ saved });
    await product.gpt(gptCall(cells("France")));
    expect(product.state.getState().log[0]!.message).toMatch(words);
  });

  it("are kept with the workbook and run no formula again when they change", async () => {
    const { product, host } = startProduct();
    await product.changeSettings({ temperature: 0.7 });
    expect(JSON.parse(host.saved!)).toMatchObject({ temperature: 0.7 });
    expect(host.recalculated).toEqual([]);
  });

  it("refuse a value out of bounds and stay as they were", async () => {
    const { product, host } = startProduct();
    await expect(product.changeSettings({ temperature: 99 })).rejects.toThrow(/temperature/i);
    expect(host.saved).toBeNull();
    expect(product.state.getState().settings.temperature).toBe(0);
  });
});

describe("the selected cell", () => {
  it("says why there is no answer where no prompt was made, until its formula runs again", async () => {
    let attempts = 0;
    const { product, host } = startProduct({
      open: () =>
        attempts++ === 0
          ? Promise.reject(
              new EngineError({ code: "network-failed", url: "model/part-0.bin", detail: "gone" }),
            )
          : Promise.resolve(new ScriptedCompleter(knowsCapitals)),
    });
    host.select("Sheet1!B4");
    const trace = () => product.state.getState().selection!.trace;
    const { cell, text } = await errorOf(product.gpt(gptCall(cells("France"))));
    expect(trace()).toEqual({ address: "Sheet1!B4", cell, failure: text });
    const blank = await errorOf(product.gpt(gptCall(cells(""))));
    expect(trace()).toEqual({ address: "Sheet1!B4", cell: blank.cell, failure: blank.text });
    await product.gpt(gptCall(cells("France")));
    expect(trace()).toMatchObject({ answer: { status: "done", value: "Paris" } });
  });

  it("tells of the formula that stands there, and not of the one before that was dropped", async () => {
    const { product, host, completers } = startProduct();
    product.loadModel();
    await until(() => completers.length === 1, "the model");
    completers[0]!.isHolding = true;
    host.select("Sheet1!B4");
    const typedOver = new AbortController();
    const before = errorOf(product.gpt(gptCall(cells("France"), { signal: typedOver.signal })));
    await until(() => product.state.getState().work.running === 1, "a row to run");
    completers[0]!.isHolding = false;
    expect(await product.gpt(gptCall(cells("Spain")))).toEqual([["Madrid"]]);
    typedOver.abort();
    await before;
    expect(product.state.getState().selection!.trace).toMatchObject({ answer: { value: "Madrid" } });
  });

  it("shows the exact prompt, the answer and how sure the model is", async () => {
    const { product, host, completers } = startProduct();
    await product.gpt(gptCall(cells("France", "Spain")));
    host.select("Sheet1!B5");
    const { trace } = product.state.getState().selection!;
    expect(trace).toMatchObject({
      address: "Sheet1!B5",
      prompt: completers[0]!.prompts[1],
      examplesUsed: 2,
      answer: { status: "done", value: "Madrid", probability: 0.5, cached: false },
    });
    expect(trace).toHaveProperty(
      "answer.confidence",
      confidenceOf({ probability: withEnd(0.5), rarity: 1 }, "alone"),
    );
    host.select("Sheet1!A1");
    expect(product.state.getState().selection).toEqual({ address: "Sheet1!A1", trace: null });
  });

  it("is less sure of an answer that many rows get", async () => {
    const { product, host } = startProduct({ script: () => " Paris" });
    const countries = ["France", "Spain", "Italy", "Chad"];
    await product.gpt(gptCall(cells(...countries)));
    const column = new AnswerTally({ examples: [{ inputs: ["Peru"], output: "Lima" }] });
    for (const [row, country] of countries.entries()) {
      host.select(`Sheet1!B${row + 4}`);
      const rarity = column.rarity([country], "Paris");
      column.add([country], "Paris");
      expect(product.state.getState().selection!.trace).toHaveProperty(
        "answer.confidence",
        confidenceOf({ probability: withEnd(0.5), rarity }, "alone"),
      );
    }
    expect(column.rarity(["Cuba"], "Paris")).toBeLessThan(0.6);
  });

  it("says that it is unsure, and the best guess, below the confidence that is asked for", async () => {
    const { product, host } = startProduct();
    const sure = confidenceOf({ probability: withEnd(0.5), rarity: 1 }, "alone");
    const percent = Math.round(sure * 100);
    const least = (confidence: number) => ({ options: cells(`confidence=${confidence.toFixed(6)}`) });
    expect(await product.gpt(gptCall(cells("France"), least(sure - 0.001)))).toEqual([["Paris"]]);
    const { cell, text } = await errorOf(product.gpt(gptCall(cells("France"), least(sure + 0.001))));
    expect(cell).toBe("#N/A");
    expect(text).toContain(`Unsure (${percent} %), best guess: Paris.`);
    host.select("Sheet1!B4");
    expect(product.state.getState().selection!.trace).toMatchObject({
      answer: { status: "failed", message: text },
    });
  });

  it("is calculated again on request", async () => {
    const { product, host } = startProduct();
    host.select("Sheet1!B4");
    await product.recalculate("selection");
    await product.recalculate("all");
    expect(host.recalculated).toEqual(["Sheet1!B4", null]);
  });
});

it("lets go of the host and the engine when closed", async () => {
  const { product, host, completers } = startProduct();
  await product.gpt(gptCall(cells("France")));
  product.close();
  expect(host.listenerCount).toBe(0);
  expect(completers[0]!.isClosed).toBe(true);
});
