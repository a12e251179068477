import { confidenceOf } from "../../core/confidence/confidence.ts";
import { CellDate } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { PLAIN_STAMP } from "../../core/kept/kept-settings.ts";
import { answersFromKeptText, keptText } from "../../core/kept/kept-text.ts";
import { ask as askFormat } from "../../core/prompts/ask.ts";
import { until } from "../../core/testing/until.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { textAnswers } from "../calls/text-call.ts";
import { createProduct } from "../create-product.ts";
import type { Argument, Product } from "../product.ts";
import type { AnswerTrace } from "../state.ts";
import { type Script, ScriptedCompleter, withEnd } from "../testing/scripted-completer.ts";

const SHEET: CellValue[][] = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
];

interface Machine {
  readonly product: Product;
  readonly completer: ScriptedCompleter;
  /** How often a model was opened. */
  opened: number;
}

const cell = (value: CellValue): Argument => ({ values: [[value]], address: null });

const machines: Machine[] = [];

/** A page that opens the host's workbook. name: of its model, whose answers end with it. */
function openOn(host: FakeHost, name = "A", script?: Script): Machine {
  const completer = new ScriptedCompleter(
    script ?? ((prompt) => ` ${/(\w+)\nCapital:$/.exec(prompt)?.[1]} by ${name}`),
  );
  Object.assign(completer.model, { name: `Model ${name}`, hash: name.repeat(64) });
  const machine: Machine = {
    completer,
    opened: 0,
    product: createProduct({
      host,
      openCompleter: () => {
        machine.opened += 1;
        return Promise.resolve(completer);
      },
      identifyModel: () => Promise.resolve(completer.model),
      nowMs: () => Date.now(),
    }),
  };
  machines.push(machine);
  return machine;
}

const fill = ({ product }: Machine, inputs: readonly string[], examples = SHEET.slice(1), column = "B") =>
  product.gpt({
    examplesOrInput: { values: examples, address: "Sheet1!A2:B3" } satisfies Argument,
    input: { values: inputs.map((input) => [input]), address: null },
    headers: null,
    options: null,
    caller: `Sheet1!${column}4`,
    signal: new AbortController().signal,
  });

/** Asks about France with options of the formula's own. */
const ask = ({ product }: Machine, caller: string, options: string) =>
  product.gpt({
    examplesOrInput: { values: SHEET.slice(1), address: "Sheet1!A2:B3" },
    input: { values: [["France"]], address: null },
    headers: null,
    options: { values: [[options]], address: null },
    caller,
    signal: new AbortController().signal,
  });

const logOf = ({ product }: Machine) => product.state.getState().log.map(({ message }) => message);

/** A workbook that a page with model A answered in and saved. */
async function answered(...inputs: string[]): Promise<FakeHost> {
  const host = new FakeHost(SHEET);
  const first = openOn(host);
  await fill(first, inputs);
  await first.product.saveAnswers();
  return host;
}

afterEach(() => {
  for (const { product } of machines.splice(0)) product.close();
});

describe("answers kept with the workbook", () => {
  it("are the same on another machine, without opening a model", async () => {
    const host = await answered("France", "Spain");
    const second = openOn(host, "B");
    expect(await fill(second, ["Spain", "France"])).toEqual([["Spain by A"], ["France by A"]]);
    expect(second.opened).toBe(0);
    expect(second.product.state.getState().work).toMatchObject({ queued: 0, running: 0, done: 2 });
  });

  it("are shown as kept, with the model they came from and how sure it was", async () => {
    const host = await answered("Spain");
    const third = openOn(host, "B");
    await fill(third, ["Spain"]);
    host.select("Sheet1!B4");
    expect(third.product.state.getState().selection?.trace).toHaveProperty("answer", {
      status: "kept",
      value: "Spain by A",
      confidence: Number(confidenceOf({ probability: withEnd(0.5), rarity: 1 }, "alone").toFixed(3)),
      isFitted: true,
      model: { name: "Model A", hash: "A".repeat(64) },
    });
  });

  it("of a question without examples keep that their figure is the model's own", async () => {
    const host = new FakeHost([["Why?", "=GPT.ASK(A1)"]]);
    const ask = ({ product }: Machine) =>
      product.run({ caller: "Sheet1!B1", signal: new AbortController().signal }, (bench) =>
        textAnswers(askFormat, { text: { values: [["Why?"]], address: null }, options: null }, bench),
      );
    const answerOf = ({ product }: Machine) => {
      host.select("Sheet1!B1");
      const trace = product.state.getState().selection?.trace;
      return trace && "answer" in trace ? trace.answer : null;
    };
    const first = openOn(host);
    await ask(first);
    expect(answerOf(first)).toMatchObject({ status: "done", isFitted: false });
    await first.product.saveAnswers();
    const second = openOn(host, "B");
    await ask(second);
    expect(answerOf(second)).toMatchObject({ status: "kept", isFitted: false });
  });

  it("are looked through for unsure ones in a workbook that was only opened", async () => {
    const host = await answered("France", "Spain", "Chad");
    const later = new FakeHost(
      SHEET.concat([
        ["France", "=GPT(A2:B3, A4:A6)"],
        ["Spain", "Spain by A"],
        ["Chad", "typed over"],
      ]),
    );
    later.answers = host.answers;
    later.showResult("Sheet1!B4", "France by A");
    const second = openOn(later, "B");
    const { product } = second;
    await until(() => product.state.getState().review.answers === 2, "two answers to review");
    expect(product.state.getState().review.confidences.every((each) => each > 0 && each < 0.9)).toBe(true);
    later.select("Sheet1!B4");
    expect(product.state.getState().selection?.trace).toMatchObject({ answer: { status: "kept" } });
    expect(await product.cells.showUnsure(0.9)).toBe(true);
    expect(later.shown).toEqual(["Sheet1!B5"]);
    expect(second.opened).toBe(0);
    // Another workbook, whose cells come into the host after what is kept with it.
    later.answers = null;
    await product.openWorkbook();
    await product.recallAnswers();
    await until(() => product.state.getState().review.answers === 0, "no answer to review");
  });

  it("show what their formula says itself, in a workbook that was only opened", async () => {
    const host = new FakeHost(SHEET.concat([["France", "=GPT(A2:B3, A4)"]]));
    host.showResult("Sheet1!B4", "France by A");
    const first = openOn(host);
    await first.product.changeSettings({ seed: 4 });
    await ask(first, "Sheet1!B4", "temperature=0.7; max tokens=9");
    host.select("Sheet1!B4");
    const { trace } = first.product.state.getState().selection!;
    await first.product.saveAnswers();
    const { product } = openOn(host, "B");
    await product.recallAnswers();
    host.select("Sheet1!B4");
    const { own, settings } = trace as AnswerTrace;
    expect(own).toEqual({ temperature: 0.7, maxTokens: 9 });
    expect(product.state.getState().selection?.trace).toMatchObject({
      own,
      settings,
      answer: { status: "kept" },
    });
  });

  it("that are dates are known again in a workbook that was only opened", async () => {
    const days = [new CellDate(43831, "d mmm yyyy"), new CellDate(44197, "d mmm yyyy")];
    const dated: CellValue[][] = [["Day", "Next"], ...days.map((day) => [day, day])];
    const host = new FakeHost(dated);
    const first = openOn(host, "A", () => " 2021-03-04");
    const [[answer]] = (await fill(first, ["2021-03-03"], dated.slice(1))) as [[CellValue]];
    expect(answer).toBeInstanceOf(CellDate);
    await first.product.saveAnswers();
    const later = new FakeHost([...dated, ["2021-03-03", answer]]);
    later.answers = host.answers;
    const { product } = openOn(later, "B");
    await product.recallAnswers();
    later.select("Sheet1!B4");
    expect(product.state.getState().selection?.trace).toMatchObject({ answer: { status: "kept" } });
  });

  it("say which model gave them, and stay until they are asked for again", async () => {
    const host = await answered("France");
    const second = openOn(host, "B");
    await fill(second, ["France", "Italy"]);
    await second.product.saveAnswers();
    const { models, current } = second.product.state.getState().kept;
    expect(models.map(({ name, answers }) => [name, answers])).toEqual([
      ["Model A", 1],
      ["Model B", 1],
    ]);
    expect(current?.name).toBe("Model B");
    await second.product.renewAnswers();
    expect(host.recalculated).toEqual([null]);
    expect(await fill(second, ["France", "Italy"])).toEqual([["France by B"], ["Italy by B"]]);
    expect(second.completer.prompts).toHaveLength(2);
  });

  it("run again for the selected cell only, or for all", async () => {
    const host = await answered("France", "Spain");
    const second = openOn(host, "B");
    await fill(second, ["France", "Spain"]);
    host.select("Sheet1!B5");
    await second.product.recalculate("selection");
    expect(await fill(second, ["France", "Spain"])).toEqual([["France by A"], ["Spain by B"]]);
    await second.product.recalculate("all");
    expect(await fill(second, ["France", "Spain"])).toEqual([["France by B"], ["Spain by B"]]);
  });

  it("come back with Undo where another model was asked again: of one cell, then of all, without a run", async () => {
    const host = await answered("France", "Spain");
    const second = openOn(host, "B");
    const inputs = ["France", "Spain"];
    await fill(second, inputs);
    host.select("Sheet1!B5");
    await second.product.recalculate("selection");
    expect(await fill(second, inputs)).toEqual([["France by A"], ["Spain by B"]]);
    const undo = () => second.product.state.getState().undo;
    expect(undo()).toEqual({ kind: "redo", cells: 1, sheet: "Sheet1" });
    await second.product.renewAnswers();
    expect(await fill(second, inputs)).toEqual([["France by B"], ["Spain by B"]]);
    expect(undo()).toEqual({ kind: "redo", cells: 1, sheet: null });

    const runs = second.completer.requests.length;
    await second.product.undo();
    expect(await fill(second, inputs)).toEqual([["France by A"], ["Spain by B"]]);
    await second.product.undo();
    expect(await fill(second, inputs)).toEqual([["France by A"], ["Spain by A"]]);
    expect(host.recalculated).toEqual(["Sheet1!B5", null, null, "Sheet1!B5"]);
    expect(second.completer.requests).toHaveLength(runs);
    expect(undo()).toBeNull();
    await second.product.saveAnswers();
    const third = openOn(host, "C");
    expect(await fill(third, inputs)).toEqual([["France by A"], ["Spain by A"]]);
  });

  it("come back with Undo where they were asked again under other settings", async () => {
    const { answers } = await answered("France");
    const host = new FakeHost(SHEET.concat([["France", "=GPT(A2:B3, A4)"]]));
    host.answers = answers;
    host.showResult("Sheet1!B4", "France by A");
    const second = openOn(host, "B");
    await fill(second, ["France"]);
    await second.product.changeSettings({ maxTokens: 3 });
    await second.product.renewUnderSettings();
    expect(await fill(second, ["France"])).toEqual([["France by B"]]);
    await second.product.undo();
    expect(await fill(second, ["France"])).toEqual([["France by A"]]);
  });

  it("are not put back into a cell that asks something else by now", async () => {
    const host = await answered("France");
    const second = openOn(host, "B");
    await fill(second, ["France"]);
    await second.product.recalculate("all");
    await fill(second, ["Spain"]);
    await second.product.undo();
    expect(await fill(second, ["Spain"])).toEqual([["Spain by B"]]);
  });

  it("do not answer for other examples, nor in another column under other settings", async () => {
    const host = await answered("France");
    const second = openOn(host, "B");
    expect(await fill(second, ["France"], [["Peru", "Cusco"]])).toEqual([["France by B"]]);
    await second.product.changeSettings({ maxTokens: 3 });
    expect(await fill(second, ["France"], SHEET.slice(1), "D")).toEqual([["France by B"]]);
    expect(second.completer.requests.at(-1)!.sampling.maxTokens).toBe(3);
  });

  it("stay where a setting of the workbook is changed, also opened again, until they are asked for under it", async () => {
    const host = await answered("France", "Spain");
    const shown = SHEET.concat([
      ["France", "=GPT(A2:B3, A4:A5)"],
      ["Spain", "Spain by A"],
    ]);
    const opened = () => {
      const next = new FakeHost(shown, host.saved);
      next.answers = host.answers;
      next.showResult("Sheet1!B4", "France by A");
      return next;
    };
    const here = opened();
    const second = openOn(here, "B");
    const others = ({ product }: Machine) => product.state.getState().kept.otherSettings;
    await second.product.changeSettings({ unsureBelow: 0.9 });
    expect(others(second)).toBe(0);
    await second.product.changeSettings({ temperature: 0.7, seed: 4 });
    expect(others(second)).toBe(2);
    expect(here.recalculated).toEqual([]);
    // Recalculated for another reason.
    expect(await fill(second, ["France", "Spain"])).toEqual([["France by A"], ["Spain by A"]]);
    expect(second.opened).toBe(0);
    await second.product.saveAnswers();

    host.saved = here.saved;
    host.answers = here.answers ?? host.answers;
    const again = opened();
    const third = openOn(again, "B");
    await until(() => others(third) === 2, "two answers under other settings");
    await third.product.renewUnderSettings();
    expect(again.recalculated).toEqual([null]);
    expect(await fill(third, ["France", "Spain"])).toEqual([["France by B"], ["Spain by B"]]);
    await until(() => others(third) === 0, "no answer under other settings");
    // Back to what was: the first answers are still there, and come when they are asked for.
    await third.product.changeSettings({ temperature: 0 });
    await third.product.renewUnderSettings();
    const asked = third.completer.requests.length;
    expect(await fill(third, ["France", "Spain"])).toEqual([["France by A"], ["Spain by A"]]);
    expect(third.completer.requests).toHaveLength(asked);
  });

  it("are not counted under other settings where their formula overrides the setting or is gone", async () => {
    const host = new FakeHost(SHEET.concat([["France", "=GPT(A2:B3, A4)"]]));
    const machine = openOn(host);
    host.showResult("Sheet1!B4", "France by A");
    await ask(machine, "Sheet1!B4", "max tokens=9");
    await ask(machine, "Sheet1!B9", "seed=3");
    await machine.product.changeSettings({ maxTokens: 3 });
    expect(machine.product.state.getState().kept.otherSettings).toBe(0);
    await machine.product.changeSettings({ format: "table" });
    expect(machine.product.state.getState().kept.otherSettings).toBe(1);
  });

  it("stay known where the host does not let their cells be read", async () => {
    const host = await answered("France");
    const machine = openOn(host, "B");
    await fill(machine, ["France"]);
    host.readArea = () => Promise.reject(new Error("ItemNotFound"));
    await machine.product.changeSettings({ maxTokens: 3 });
    expect(machine.product.state.getState().kept.otherSettings).toBe(1);
    expect(logOf(machine)).toEqual([]);
  });

  it("stay known of a row that moved up when its old place is found empty", async () => {
    const host = await answered("France", "Spain");
    const second = openOn(host, "B");
    await fill(second, ["France", "Spain"]);
    await fill(second, ["Spain"]);
    await second.product.changeSettings({ maxTokens: 3 });
    expect(await fill(second, ["Spain"])).toEqual([["Spain by A"]]);
    expect(second.opened).toBe(0);
  });

  it("of before settings were kept answer formulas with options of their own", async () => {
    const host = new FakeHost(SHEET);
    const askWhy = ({ product }: Machine) =>
      product.run({ caller: "Sheet1!B9", signal: new AbortController().signal }, (bench) =>
        textAnswers(askFormat, { text: cell("Why?"), options: cell("max tokens=9") }, bench),
      );
    const first = openOn(host);
    await askWhy(first);
    await first.product.saveAnswers();
    const before = answersFromKeptText(host.answers!)!;
    host.answers = await keptText(before.map((each) => ({ ...each, settings: PLAIN_STAMP, cells: [] })));
    const second = openOn(host, "B");
    await askWhy(second);
    expect(second.opened).toBe(0);
  });

  it("give way to those of another workbook", async () => {
    const host = await answered("France");
    const second = openOn(host, "B");
    host.answers = null;
    await second.product.openWorkbook();
    expect(await fill(second, ["France"])).toEqual([["France by B"]]);
  });

  it.each([
    ["no such text", "!!!"],
    ["a text cut short", keptText([]).then((text) => text.slice(0, 6))],
  ])("that are damaged (%s) are told of, and the model answers", async (_name, text) => {
    const host = new FakeHost(SHEET);
    host.answers = await text;
    const machine = openOn(host);
    expect(await fill(machine, ["France"])).toEqual([["France by A"]]);
    expect(logOf(machine)).toEqual([expect.stringMatching(/damaged/)]);
  });

  it("that cannot be written are told of once, and written when that is possible again", async () => {
    const host = new FakeHost(SHEET);
    host.answersProblem = "the document is read-only";
    const machine = openOn(host);
    await fill(machine, ["France"]);
    await machine.product.saveAnswers();
    await machine.product.saveAnswers();
    expect(logOf(machine)).toEqual([expect.stringMatching(/read-only/)]);
    host.answersProblem = null;
    await machine.product.saveAnswers();
    expect(await fill(openOn(host, "B"), ["France"])).toEqual([["France by A"]]);
  });

  it("do not take away those that others wrote into the workbook meanwhile", async () => {
    const host = new FakeHost(SHEET);
    const [first, second] = [openOn(host, "A"), openOn(host, "B")];
    await Promise.all([fill(first, ["France"]), fill(second, ["Spain"])]);
    await first.product.saveAnswers();
    await second.product.saveAnswers();
    for (const input of ["Italy", "Kenya"]) {
      await fill(first, [input]);
      await first.product.saveAnswers();
    }
    const third = openOn(host, "C");
    expect(await fill(third, ["France", "Spain", "Italy"])).toEqual([
      ["France by A"],
      ["Spain by B"],
      ["Italy by A"],
    ]);
  });

  it("are not written into another workbook that is opened meanwhile", async () => {
    const host = new FakeHost(SHEET);
    const machine = openOn(host);
    await fill(machine, ["France"]);
    const saving = machine.product.saveAnswers();
    host.answers = null;
    await machine.product.openWorkbook();
    await saving;
    expect(host.answers).toBeNull();
  });

  it("are all written by the time a save ends that began during another", async () => {
    const host = new FakeHost(SHEET);
    const machine = openOn(host);
    await fill(machine, ["France"]);
    const first = machine.product.saveAnswers();
    await fill(machine, ["Spain"]);
    await machine.product.saveAnswers();
    await first;
    expect(await fill(openOn(host, "B"), ["France", "Spain"])).toEqual([["France by A"], ["Spain by A"]]);
  });

  it("keep within their room, and those used last", async () => {
    const host = new FakeHost(SHEET);
    const long = Array.from({ length: 60 }, (_, index) => noise(30_000, index));
    const text = await keptText(
      long.map((value, index) => ({
        question: `${index}`.padStart(22, "k"),
        settings: PLAIN_STAMP,
        cells: [],
        value,
        confidence: 1,
        isFitted: true,
        model: { name: "A", hash: "A" },
      })),
    );
    expect(text.length).toBeGreaterThan(1_000_000);
    host.answers = text;
    const machine = openOn(host);
    await fill(machine, ["France"]);
    await machine.product.saveAnswers();
    expect(host.answers.length).toBeLessThanOrEqual(1_000_000);
    expect(await fill(openOn(host, "B"), ["France"])).toEqual([["France by A"]]);
  });
});

/** A text that cannot be compressed much. */
function noise(length: number, seed: number): string {
  let state = seed + 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return String.fromCharCode(33 + ((state >>> 24) % 94));
  }).join("");
}
