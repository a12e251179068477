import type { AnswerState } from "../app/state.ts";
import { createProduct } from "../app/create-product.ts";
import type { Product } from "../app/product.ts";
import { ScriptedCompleter } from "../app/testing/scripted-completer.ts";
import { until } from "../core/testing/until.ts";
import { FakeHost } from "../host/testing/fake-host.ts";
import { spokenText } from "./spoken-text.ts";

const opened: Product[] = [];
afterEach(() => {
  for (const product of opened.splice(0)) product.close();
});

describe("what is said of the selected cell", () => {
  it("is that it waits for its answer, and then the answer, and that nothing is there where nothing is", async () => {
    const host = new FakeHost([
      ["Peru", "Lima"],
      ["France", "=GPT(A1:B1, A2)"],
    ]);
    const completer = new ScriptedCompleter(() => " Paris");
    completer.isHolding = true;
    let open!: () => void;
    const product = createProduct({
      host,
      openCompleter: () => new Promise((resolve) => (open = () => resolve(completer))),
      nowMs: () => Date.now(),
    });
    opened.push(product);
    host.select("Sheet1!B2");
    const { state } = product;
    const said = () => spokenText(product, state.getState().selection!);
    const status = (): AnswerState["status"] | null => {
      const trace = state.getState().selection?.trace ?? null;
      return trace && "answer" in trace ? trace.answer.status : null;
    };
    expect(await said()).toBe("B2: empty");
    const answer = product.gpt({
      examplesOrInput: { values: [["Peru", "Lima"]], address: "Sheet1!A1:B1" },
      input: { values: [["France"]], address: "Sheet1!A2" },
      headers: null,
      options: null,
      caller: "Sheet1!B2",
      signal: new AbortController().signal,
    });
    await until(() => state.getState().work.queued === 1, "a queued row");
    expect(status()).toBeNull();
    expect(await said()).toBe("B2: waiting for its answer");
    await until(() => open !== undefined, "the model");
    open();
    await until(() => status() === "running", "a running row");
    expect(await said()).toBe("B2: waiting for its answer");
    completer.release();
    await answer;
    host.showResult("Sheet1!B2", "Paris");
    expect(await said()).toBe("B2: Paris");
    host.select("Sheet1!C9");
    expect(await said()).toBe("C9: empty");
  });
});
