import { FakeHost } from "../host/testing/fake-host.ts";
import { createProduct } from "./create-product.ts";
import type { Product } from "./product.ts";
import { ScriptedCompleter } from "./testing/scripted-completer.ts";
import { until } from "../core/testing/until.ts";

const opened: Product[] = [];
afterEach(() => {
  for (const product of opened.splice(0)) product.close();
});

/** Enough examples to choose a format by. */
const PAIRS = [
  ["Peru", "Lima"],
  ["Italy", "Rome"],
  ["Ghana", "Accra"],
  ["Oman", "Muscat"],
];

function start() {
  const completer = new ScriptedCompleter((prompt) => (prompt.includes("Nowhere") ? "" : " Paris"));
  const host = new FakeHost([]);
  const product = createProduct({
    host,
    // In a moment, as a model opens: what is on screen is known by then.
    openCompleter: () => new Promise((resolve) => setTimeout(() => resolve(completer), 5)),
    nowMs: () => Date.now(),
  });
  opened.push(product);
  const fill = (column: string, inputs: readonly string[]) =>
    product.gpt({
      examplesOrInput: { values: [["Peru", "Lima"]], address: null },
      input: { values: inputs.map((input) => [input]), address: null },
      headers: null,
      options: null,
      caller: `Sheet1!${column}4`,
      signal: new AbortController().signal,
    });
  return { product, host, completer, fill };
}

const aWhile = () => new Promise((resolve) => setTimeout(resolve, 40));

describe("work", () => {
  it("is counted by column", async () => {
    const { product, fill } = start();
    await Promise.all([fill("B", ["France", "Nowhere"]), fill("D", ["Spain"])]);
    expect(product.state.getState().work.columns).toEqual([
      { column: "Sheet1!B", rows: 2, ended: 2 },
      { column: "Sheet1!D", rows: 1, ended: 1 },
    ]);
    await fill("D", ["Italy"]);
    expect(product.state.getState().work.columns).toEqual([{ column: "Sheet1!D", rows: 1, ended: 1 }]);
  });

  it("that ended is forgotten when another workbook is opened", async () => {
    const { product, fill } = start();
    await fill("B", ["France", "Nowhere"]);
    await product.openWorkbook();
    expect(product.state.getState().work).toMatchObject({ done: 0, failed: 0, stopped: 0, columns: [] });
  });

  it("that runs is dropped by a pause, what comes meanwhile waits, and all of it is answered after", async () => {
    const { product, completer, fill } = start();
    completer.isHolding = true;
    const first = fill("B", ["France", "Spain"]);
    await until(() => product.state.getState().work.running === 2, "two rows to run");
    product.pause();
    await aWhile();
    const second = fill("D", ["Italy"]);
    await aWhile();
    expect(completer.prompts).toHaveLength(2);
    expect(completer.requests.every(({ signal }) => signal?.aborted)).toBe(true);
    expect(product.state.getState().work).toMatchObject({ isPaused: true, done: 0, stopped: 0 });
    completer.isHolding = false;
    product.resume();
    expect(await first).toEqual([["Paris"], ["Paris"]]);
    expect(await second).toEqual([["Paris"]]);
    expect(product.state.getState().work).toMatchObject({ isPaused: false, queued: 0, running: 0, done: 3 });
  });

  it("is done on screen first, also after somebody scrolled", async () => {
    const { host, completer, fill } = start();
    completer.isHolding = true;
    const column = fill(
      "B",
      Array.from({ length: 40 }, (_, i) => `Country ${i}`),
    );
    host.visible = "Sheet1!A10:F12";
    await until(() => completer.firsts.length === 1, "a batch");
    const [first] = completer.firsts;
    expect(first!.indices).toEqual([6, 7, 8]);
    host.visible = "Sheet1!A40:F90";
    await until(() => first!.has(38), "the rows on screen");
    expect(first!.indices).toEqual([36, 37, 38, 39]);
    host.visible = "Other!A1:F90";
    await until(() => first!.indices.length === 0, "no row on screen");
    completer.release();
    expect(await column).toHaveLength(40);
  });

  it("that chooses the format of a column goes first for a column on screen", async () => {
    const { product, host, completer } = start();
    host.visible = "Sheet2!A1:F20";
    const ask = (caller: string, country: string) =>
      product.gpt({
        examplesOrInput: { values: [...PAIRS, [country, "Quito"]], address: null },
        input: { values: [["Chile"]], address: null },
        headers: null,
        options: null,
        caller,
        signal: new AbortController().signal,
      });
    await Promise.all([ask("Sheet1!B9", "Ecuador"), ask("Sheet2!B9", "Kenya")]);
    const isFirst = (country: string) =>
      new Set(
        completer.scoreRequests
          .filter((request) => JSON.stringify(request).includes(country))
          .map((request) => request.isFirst),
      );
    expect(isFirst("Ecuador")).toEqual(new Set([false]));
    expect(isFirst("Kenya")).toEqual(new Set([true]));
  });

  it("of a formula that is recalculated while it runs is counted once, and not as stopped", async () => {
    const { product, completer } = start();
    completer.isHolding = true;
    const ask = (signal: AbortSignal) =>
      product.gpt({
        examplesOrInput: { values: [["Peru", "Lima"]], address: null },
        input: { values: [["France"]], address: null },
        headers: null,
        options: null,
        caller: "Sheet1!B4",
        signal,
      });
    const changed = new AbortController();
    const first = ask(changed.signal);
    await until(() => product.state.getState().work.running === 1, "a row to run");
    changed.abort();
    const second = ask(new AbortController().signal);
    await expect(first).rejects.toThrow("cancelled");
    await until(() => product.state.getState().work.running === 1, "a row to run");
    completer.isHolding = false;
    completer.release();
    expect(await second).toEqual([["Paris"]]);
    expect(product.state.getState().work).toMatchObject({
      queued: 0,
      running: 0,
      done: 1,
      stopped: 0,
      failed: 0,
      columns: [{ column: "Sheet1!B", rows: 1, ended: 1 }],
    });
  });

  it("that is paused can be stopped, and the next formula runs", async () => {
    const { product, completer, fill } = start();
    completer.isHolding = true;
    const first = fill("B", ["France", "Spain"]);
    await until(() => product.state.getState().work.running === 2, "two rows to run");
    product.pause();
    product.stop();
    expect((await first).flat().map(String)).toEqual(["CellError: cancelled", "CellError: cancelled"]);
    completer.isHolding = false;
    expect(await fill("B", ["Italy"])).toEqual([["Paris"]]);
  });
});
