import type { TeachCalls, Teacher, TeachRequest } from "../../engine/teacher.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import { ScriptedCompleter } from "../testing/scripted-completer.ts";

const PAIRS = Array.from({ length: 20 }, (_, i) => [`code ${i}`, `shelf ${i}`]);

/** A completer that can be taught: an adapter is one byte, and what is asked of it comes out right. */
class TaughtCompleter extends ScriptedCompleter {
  readonly asked: TeachRequest[] = [];
  readonly added: Uint8Array[] = [];
  versions = 0;
  readonly teacher: Teacher = {
    memoryBytes: 1000,
    teach: async (request: TeachRequest, { onEvent, signal }: TeachCalls) => {
      this.asked.push(request);
      onEvent?.({ type: "teach-prepared", layers: 6, parameters: 10, words: 5, steps: 2 });
      signal?.throwIfAborted();
      onEvent?.({
        type: "teach-step",
        step: 1,
        epoch: 0,
        loss: 2,
        learningRate: 0.1,
        gradientNorm: 1,
        updateNorm: 1,
        milliseconds: 1,
        tokens: [],
      });
      return Uint8Array.of(++this.versions);
    },
    addAdapter: async (file: Uint8Array<ArrayBuffer>) => {
      this.added.push(file);
      return `hash of ${file[0]}`;
    },
  };
}

function openProduct(host = new FakeHost([["Code", "Shelf"], ...PAIRS])) {
  const completers: TaughtCompleter[] = [];
  const product = createProduct({
    host,
    openCompleter: async () => {
      const completer = new TaughtCompleter(
        (prompt) => ` shelf ${/code (\d+)\n\w+:$/.exec(prompt)?.[1] ?? "?"}`,
      );
      completers.push(completer);
      return completer;
    },
    nowMs: () => Date.now(),
  });
  const ask = (options: string) =>
    product.gpt({
      examplesOrInput: { values: PAIRS.slice(0, 2), address: "Sheet1!A2:B3" },
      input: { values: [["code 5"]], address: "Sheet1!A9" },
      headers: null,
      options: { values: [[options]], address: null },
      caller: "Sheet1!C9",
      signal: new AbortController().signal,
    });
  return { product, host, completers, ask };
}

const START = { area: "Sheet1!A2:B21", name: "shelf codes", isHeldBack: true, pace: "run" } as const;

describe("teaching the rows of an area", () => {
  it("measures held-back rows before and after, and keeps the lesson with the workbook", async () => {
    const { product, host, completers } = openProduct();
    await product.teaching.start(START);
    const { teach } = product.state.getState();
    expect(teach.run).toEqual({ status: "none", problem: null });
    expect(teach.lessons).toMatchObject([
      { name: "shelf codes", rows: 20, score: { rows: 4, before: 4, after: 4 } },
    ]);
    const [request] = completers[0]!.asked;
    expect([request!.texts.length, request!.heldBack.length]).toEqual([16, 4]);
    expect(request!.texts[0]!.text).toBe("Code: code 0\nShelf: shelf 0\n\n");
    expect(host.lessons).not.toBeNull();
  });

  it("lets formulas name it, in a workbook that is opened later too", async () => {
    const first = openProduct();
    await first.product.teaching.start(START);
    await first.ask("teach=Shelf Codes");
    expect(first.completers[0]!.requests.at(-1)).toMatchObject({
      adapter: "hash of 1",
      prompt: { prefix: "Code:", suffix: " code 5\nShelf:" },
    });
    const later = openProduct(first.host);
    later.host.answers = null;
    expect(await later.ask("teach=shelf codes")).toEqual([["shelf 5"]]);
    expect(later.completers[0]!.added).toEqual([Uint8Array.of(1)]);
  });

  it("asks anew where it was taught anew", async () => {
    const { product, completers, ask } = openProduct();
    await product.teaching.start(START);
    await ask("teach=shelf codes");
    await product.teaching.start(START);
    await ask("teach=shelf codes");
    expect(completers[0]!.requests.at(-1)!.adapter).toBe("hash of 2");
  });

  it("says what is missing: a name, rows, or the lesson that a formula names", async () => {
    const { product, ask } = openProduct();
    const problem = () => {
      const { run } = product.state.getState().teach;
      return run.status === "none" ? run.problem?.code : null;
    };
    await product.teaching.start({ ...START, name: " " });
    expect(problem()).toBe("lessonUnnamed");
    await product.teaching.start({ ...START, area: "Sheet1!A2:B4" });
    expect(problem()).toBe("lessonTooShort");
    await expect(ask("teach=other")).rejects.toMatchObject({ code: "lessonUnknown" });
  });

  it("keeps nothing where it is cancelled", async () => {
    const { product, host } = openProduct();
    const teaching = product.teaching.start(START);
    product.teaching.cancel();
    await teaching;
    expect(product.state.getState().teach).toEqual({ lessons: [], run: { status: "none", problem: null } });
    expect(host.lessons).toBeNull();
  });

  it("exports and imports an adapter, and forgets a lesson that is deleted", async () => {
    const { product } = openProduct();
    await product.teaching.start(START);
    const file = product.teaching.exportFile("shelf codes");
    expect(file).toEqual(Uint8Array.of(1));
    await product.teaching.importFile(file, { ...START, name: "copy" });
    await product.teaching.remove("shelf codes");
    expect(product.state.getState().teach.lessons.map(({ name }) => name)).toEqual(["copy"]);
  });
});
