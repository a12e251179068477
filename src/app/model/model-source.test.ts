import type { Completer, OpenCompleter } from "../../engine/completer.ts";
import type { ServerChoice } from "../../engine/remote/server-choice.ts";
import { serverModelHash } from "../../engine/remote/server-choice.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import type { Argument, Product } from "../product.ts";
import { ScriptedCompleter } from "../testing/scripted-completer.ts";

const HERE = "https://llm.example";
const THERE = "https://other.example";
const EXAMPLES: Argument = { values: [["Peru", "Lima"]], address: null };

let product: Product;

interface Bench {
  readonly host: FakeHost;
  readonly stored: { choice: ServerChoice | null };
  /** Every server that was opened. */
  readonly opened: ServerChoice[];
  readonly completers: ScriptedCompleter[];
}

function start(stored: ServerChoice | null = null): Bench {
  const host = new FakeHost([["Peru", "Lima"]]);
  const bench: Bench = { host, stored: { choice: stored }, opened: [], completers: [] };
  const opener =
    (answer: string, info: Partial<Completer["model"]>): OpenCompleter =>
    () => {
      const completer = new ScriptedCompleter(() => answer);
      Object.assign(completer.model, info);
      bench.completers.push(completer);
      return Promise.resolve(completer);
    };
  product = createProduct({
    host,
    openCompleter: opener(" here", { name: "Local", hash: "1".repeat(64) }),
    identifyModel: () => Promise.resolve({ name: "Local", hash: "1".repeat(64) }),
    servers: {
      store: { read: () => bench.stored.choice, write: (choice) => void (bench.stored.choice = choice) },
      reachable: [HERE, THERE],
      open: (choice) => {
        bench.opened.push(choice);
        return opener(" there", {
          name: "big (server)",
          hash: serverModelHash("big"),
          serverOrigin: new URL(choice.address).origin,
        });
      },
    },
    nowMs: () => Date.now(),
  });
  return bench;
}

const ask = (input: string, caller = "Sheet1!B4") =>
  product.gpt({
    examplesOrInput: EXAMPLES,
    input: { values: [[input]], address: null },
    headers: null,
    options: null,
    caller,
    signal: new AbortController().signal,
  });

describe("the choice of a server", () => {
  afterEach(() => product.close());

  it("is off until the person chooses one", async () => {
    const { opened } = start();
    expect(product.state.getState().server).toEqual({ used: null, reachable: [HERE, THERE] });
    expect(await ask("Chad")).toEqual([["here"]]);
    expect(opened).toEqual([]);
  });

  it("lets the server answer from then on, and says so with each answer", async () => {
    const { host, opened } = start();
    await product.useServer({ address: `${HERE}/v1`, model: "big", key: "secret" });
    expect(await ask("Chad")).toEqual([["there"]]);
    expect(opened).toEqual([{ address: `${HERE}/v1`, model: "big", key: "secret" }]);
    host.select("Sheet1!B4");
    const trace = product.state.getState().selection?.trace;
    expect(trace).toMatchObject({ answer: { server: { model: "big (server)", origin: HERE } } });
  });

  it("keeps its key out of state and workbook", async () => {
    const { host } = start();
    await product.useServer({ address: HERE, model: "big", key: "secret" });
    await ask("Chad");
    await product.saveAnswers();
    expect(product.state.getState().server.used).toMatchObject({ origin: HERE, hasKey: true });
    expect(JSON.stringify([product.state.getState(), host.answers, host.saved])).not.toContain("secret");
    expect(host.answers).not.toContain(HERE);
  });

  it("gives a key to the origin it was given for and to no other", async () => {
    const { opened } = start();
    await product.useServer({ address: HERE, model: "", key: "secret" });
    await product.useServer({ address: `${HERE}/v1`, model: "big", key: null });
    await product.useServer({ address: THERE, model: "", key: null });
    expect(opened.map(({ key }) => key)).toEqual(["secret", "secret", ""]);
  });

  it.each([
    ["https://evil.example", /may not reach https:\/\/evil.example/],
    ["llm", /is no address/],
    ["javascript:alert(1)", /is no address/],
  ])("refuses %s", async (address, words) => {
    const { opened } = start();
    await expect(product.useServer({ address, model: "", key: null })).rejects.toThrow(words);
    expect(product.state.getState().server.used).toBeNull();
    expect(opened).toEqual([]);
  });

  it("comes back with the next visit, unless the site may no longer reach it", () => {
    const choice = { address: HERE, model: "big", key: "" };
    start(choice);
    expect(product.state.getState().server.used).toMatchObject({ origin: HERE, model: "big" });
    product.close();
    start({ ...choice, address: "https://gone.example" });
    expect(product.state.getState().server.used).toBeNull();
  });

  it("keeps the answers of the other model, and says whose they are", async () => {
    const { opened, completers } = start();
    await ask("Chad");
    await product.useServer({ address: HERE, model: "big", key: null });
    await product.saveAnswers();
    expect(await ask("Chad")).toEqual([["here"]]);
    expect(await ask("Mali", "Sheet1!B5")).toEqual([["there"]]);
    const { kept } = product.state.getState();
    expect(kept.current).toEqual({ name: "big (server)", hash: serverModelHash("big") });
    expect(kept.models.map(({ name }) => name)).toContain("Local");
    await product.useServer(null);
    expect(await ask("Fiji", "Sheet1!B6")).toEqual([["here"]]);
    expect(opened).toHaveLength(1);
    expect(completers.map(({ isClosed }) => isClosed)).toEqual([true, true, false]);
  });

  it("stops what runs: no request made for one model goes to the other", async () => {
    const { completers } = start();
    await ask("Chad");
    completers[0]!.isHolding = true;
    const stopped = expect(ask("Mali", "Sheet1!B5")).rejects.toMatchObject({ code: "cancelled" });
    await new Promise((resolve) => setTimeout(resolve, 30));
    await product.useServer({ address: HERE, model: "big", key: null });
    await stopped;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(completers[1]!.prompts).toEqual([]);
  });
});
