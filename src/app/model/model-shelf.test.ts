import { ask as askFormat } from "../../core/prompts/ask.ts";
import { textAnswers } from "../calls/text-call.ts";
import { EngineError, type OpenCompleter } from "../../engine/completer.ts";
import type { ListedModel, ModelSource } from "../../engine/model-library.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import type { Product } from "../product.ts";
import { HeldLibrary } from "../testing/held-library.ts";
import { ScriptedCompleter } from "../testing/scripted-completer.ts";

const SHIPPED: ListedModel = {
  id: "default",
  name: "Default",
  hash: "d".repeat(64),
  bytes: 250e6,
  storedBytes: 250e6,
  licence: { name: "Terms", url: "https://example.com/terms" },
  accuracy: 0.5,
  origin: "shipped",
  place: "stored",
  address: null,
};
const OWN: ListedModel = { ...SHIPPED, id: "own-1", name: "Mine", hash: "e".repeat(64), origin: "own" };
const FILE: ModelSource = { kind: "file", file: new File(["x"], "mine.gguf") };
const ADDRESS: ModelSource = { kind: "address", url: "https://example.com/mine.gguf" };

let library: HeldLibrary;
let host: FakeHost;
let product: Product;
let completers: ScriptedCompleter[];
let openedIds: (string | undefined)[];
let remembered: string | null;
let open: OpenCompleter | null;

beforeEach(() => {
  library = new HeldLibrary([SHIPPED]);
  host = new FakeHost([["Peru", "Lima"]]);
  [completers, openedIds, remembered, open] = [[], [], null, null];
  product = createProduct({
    host,
    openCompleter: (calls) => {
      openedIds.push(calls.modelId);
      if (open) return open(calls);
      const completer = new ScriptedCompleter(() => ` ${calls.modelId ?? "default"}`);
      Object.assign(completer.model, { hash: calls.modelId === OWN.id ? OWN.hash : SHIPPED.hash });
      completers.push(completer);
      return Promise.resolve(completer);
    },
    identifyModel: (id = SHIPPED.id) => {
      const { name, hash } = id === OWN.id ? OWN : SHIPPED;
      return Promise.resolve({ name, hash });
    },
    models: {
      library,
      choice: {
        read: () => remembered,
        write: (id) => {
          remembered = id;
        },
      },
    },
    nowMs: () => Date.now(),
  });
});
afterEach(() => product.close());

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
const state = () => product.state.getState();

const ask = (input: string) =>
  product.run({ caller: "Sheet1!C1", signal: new AbortController().signal }, (bench) =>
    textAnswers(askFormat, { text: { values: [[input]], address: null }, options: null }, bench),
  );

describe("choosing a model", () => {
  it("opens it, remembers it, and closes the one before", async () => {
    await ask("Who?");
    library.models = [SHIPPED, OWN];
    await product.models!.choose(OWN.id);
    expect(openedIds).toEqual([undefined, OWN.id]);
    expect(completers[0]!.isClosed).toBe(true);
    expect(remembered).toBe(OWN.id);
    expect(state().models).toMatchObject({ chosenId: OWN.id, storage: { usedBytes: 250e6 } });
    expect(state().kept.current).toMatchObject({ hash: OWN.hash });
  });

  it("keeps what the one before answered, with its hash, until it is asked anew", async () => {
    expect(await ask("Who?")).toEqual([["default"]]);
    await product.models!.choose(OWN.id);
    await settle();
    expect(await ask("Who?")).toEqual([["default"]]);
    expect(state().kept.models).toMatchObject([{ hash: SHIPPED.hash, answers: 1 }]);
    await product.renewAnswers();
    expect(await ask("Who?")).toEqual([["own-1"]]);
  });

  it("runs what was running again, with the new one", async () => {
    await ask("warm");
    completers[0]!.isHolding = true;
    const asked = ask("Who?");
    const failed = expect(asked).rejects.toMatchObject({ code: "cancelled" });
    await settle();
    await product.models!.choose(OWN.id);
    await failed;
    expect(host.recalculated).toEqual([null]);
    expect(await ask("Who?")).toEqual([["own-1"]]);
  });
});

describe("deleting a model", () => {
  it("goes back to the default where it was the one that answers", async () => {
    library.models = [SHIPPED, OWN];
    await product.models!.choose(OWN.id);
    await product.models!.remove(OWN.id);
    expect(library.removed).toEqual([OWN.id]);
    expect(remembered).toBeNull();
    expect(state().model).toEqual({ status: "idle" });
    expect(state().models.chosenId).toBe(SHIPPED.id);
  });

  it("says what to do where another page has it open, and goes on with it", async () => {
    library.models = [SHIPPED, OWN];
    await product.models!.choose(OWN.id);
    library.refusal = new EngineError({ code: "model-in-use" });
    await expect(product.models!.remove(OWN.id)).rejects.toThrow("Another tab or window");
    expect(remembered).toBe(OWN.id);
    expect(state().models.chosenId).toBe(OWN.id);
    expect(await ask("Who?")).toEqual([["own-1"]]);
  });
});

describe("adding a model", () => {
  it("tells how far it is and what came of it", async () => {
    const adding = product.models!.add(FILE);
    library.added[0]!.calls.onProgress({ loadedBytes: 1e6, totalBytes: 5e6 });
    expect(state().models.adding).toMatchObject({ name: "mine.gguf", loadedBytes: 1e6, canPause: false });
    library.models = [SHIPPED, OWN];
    library.added[0]!.end(OWN);
    await adding;
    expect(state().models).toMatchObject({ adding: null, outcome: { type: "added", id: OWN.id } });
    expect(state().models.list).toHaveLength(2);
  });

  it("says in full why a file is refused", async () => {
    const adding = product.models!.add(FILE);
    const detail = `tensor ${"blk.0.very_long_name.".repeat(5)}weight has block type 23, which cannot be read`;
    library.added[0]!.fail(new EngineError({ code: "model-unsupported", detail }));
    await adding;
    expect(state().models.outcome).toEqual({ type: "refused", name: "mine.gguf", reason: detail });
  });

  it("pauses an address, goes on with it, and lets it be", async () => {
    const adding = product.models!.add(ADDRESS);
    product.models!.pauseAdding();
    await adding;
    expect(state().models.adding).toMatchObject({ isPaused: true });
    const resumed = product.models!.resumeAdding();
    expect(library.added.map(({ source }) => source)).toEqual([ADDRESS, ADDRESS]);
    expect(state().models.adding).toMatchObject({ isPaused: false });
    await product.models!.cancelAdding();
    await resumed;
    expect(state().models.adding).toBeNull();
  });
});

describe("pausing the loading of the model", () => {
  it("ends the transfer, lets cells wait, and opens again when it goes on", async () => {
    const signals: AbortSignal[] = [];
    open = ({ signal }) =>
      signals.push(signal!) === 1
        ? new Promise((_, reject) => signal!.addEventListener("abort", () => reject(signal!.reason as Error)))
        : Promise.resolve(new ScriptedCompleter(() => " late"));
    const asked = ask("Who?");
    await settle();
    product.pauseLoading();
    expect(signals[0]!.aborted).toBe(true);
    expect(state().model).toMatchObject({ status: "loading", isPaused: true });
    await settle();
    expect(state().work.queued).toBe(1);
    product.resumeLoading();
    expect(await asked).toEqual([["late"]]);
    expect(state().model.status).toBe("ready");
  });
});
