import type { Completion, CompletionRequest, ModelInfo } from "../../completer.ts";
import { FirstRows } from "../../first-rows.ts";
import type { EngineCall, EngineReply } from "../worker/protocol.ts";
import { WorkerCompleter, type EnginePort, type Watch } from "./worker-completer.ts";

const MODEL: ModelInfo = {
  name: "Tiny",
  architecture: "llama",
  hash: "0".repeat(64),
  fileBytes: 1,
  contextTokens: 64,
  runtime: { kind: "processor", threads: 1, noGraphics: null },
  licence: null,
};
const OPEN = {
  modelUrl: "m/",
  modelId: "tiny",
  wasmUrl: "w/",
  threads: 1,
  compute: "automatic",
  deviceFailure: null,
} as const;
const COMPLETION: Completion = { text: "x", tokens: [], finish: "stop", promptTokens: 3, milliseconds: 1 };
const REQUEST: CompletionRequest = {
  prompt: { prefix: "a", suffix: "b" },
  sampling: {
    temperature: 0,
    topK: 0,
    topP: 1,
    minP: 0,
    repetitionPenalty: 1,
    maxTokens: 4,
    stop: [],
    seed: 0,
  },
};

/** The other end of a Worker: keeps what was sent, and sends or crashes when told. */
class PortEnd implements EnginePort {
  readonly calls: EngineCall[] = [];
  terminated = false;
  readonly #target = new EventTarget();
  addEventListener = this.#target.addEventListener.bind(this.#target);

  postMessage(call: EngineCall): void {
    // A real Worker refuses what cannot be cloned.
    this.calls.push(structuredClone(call));
  }

  terminate(): void {
    this.terminated = true;
  }

  reply(reply: EngineReply): void {
    this.#target.dispatchEvent(Object.assign(new Event("message"), { data: reply }));
  }

  crash(): void {
    this.#target.dispatchEvent(new Event("error"));
  }
}

const opened: WorkerCompleter[] = [];

async function openCompleter(watch?: Watch) {
  const port = new PortEnd();
  const completer = new WorkerCompleter(port, watch);
  opened.push(completer);
  const opening = completer.open(OPEN, () => {});
  port.reply({ type: "open-end", model: MODEL, teachSizes: { memoryBytes: 3, adapterBytes: 2 } });
  await opening;
  return { port, completer };
}

describe("the page's side of the engine", () => {
  beforeAll(() => {
    globalThis.ErrorEvent ??= class ErrorEvent extends Event {} as typeof globalThis.ErrorEvent;
  });

  it("knows what teaching the model takes", async () => {
    const { completer } = await openCompleter();
    expect(completer.teacher).toMatchObject({ memoryBytes: 3, adapterBytes: 2 });
  });

  it("tells each outcome by its index and ends with the batch", async () => {
    const { port, completer } = await openCompleter();
    const seen: string[] = [];
    const done = completer.complete([REQUEST, REQUEST, REQUEST], {
      onCompletion: (i, { text }) => seen.push(`${i} ${text}`),
      onFailure: (i, { failure }) => seen.push(`${i} ${failure.code}`),
      onCancelled: (i) => seen.push(`${i} cancelled`),
    });
    const { id } = port.calls.at(-1) as Extract<EngineCall, { type: "batch-complete" }>;
    port.reply({ type: "request-end", id, index: 2, completion: COMPLETION });
    port.reply({
      type: "request-failure",
      id,
      index: 0,
      failure: { code: "prompt-too-long", tokens: 9, limit: 8 },
    });
    port.reply({ type: "request-cancelled", id, index: 1 });
    port.reply({ type: "batch-end", id });
    await done;
    expect(seen).toEqual(["2 x", "0 prompt-too-long", "1 cancelled"]);
  });

  it("passes on the cancelling of one row and of all", async () => {
    const { port, completer } = await openCompleter();
    const row = new AbortController();
    const all = new AbortController();
    const done = completer.complete([REQUEST, { ...REQUEST, signal: row.signal }], { signal: all.signal });
    const { id } = port.calls.at(-1) as Extract<EngineCall, { type: "batch-complete" }>;
    row.abort();
    expect(port.calls.at(-1)).toEqual({ type: "batch-cancel", id, index: 1 });
    all.abort(new Error("stop"));
    expect(port.calls.at(-1)).toEqual({ type: "batch-cancel", id, index: null });
    await expect(done).rejects.toThrow("stop");
  });

  it("says which rows go first, and when others do", async () => {
    const { port, completer } = await openCompleter();
    const first = new FirstRows([1]);
    const done = completer.complete([REQUEST, REQUEST, REQUEST], { first });
    const { id, first: told } = port.calls.at(-1) as Extract<EngineCall, { type: "batch-complete" }>;
    expect(told).toEqual([1]);
    first.set([0, 2]);
    expect(port.calls.at(-1)).toEqual({ type: "batch-first", id, first: [0, 2] });
    port.reply({ type: "batch-end", id });
    await done;
    const calls = port.calls.length;
    first.set([1]);
    expect(port.calls).toHaveLength(calls);
  });

  it("ends everything that is open when the Worker dies, and refuses what comes after", async () => {
    const { port, completer } = await openCompleter();
    const batch = completer.complete([REQUEST], {});
    const tokens = completer.tokenize("a");
    port.crash();
    await expect(batch).rejects.toMatchObject({ failure: { code: "engine-crashed" } });
    await expect(tokens).rejects.toMatchObject({ failure: { code: "engine-crashed" } });
    await expect(completer.complete([REQUEST], {})).rejects.toMatchObject({
      failure: { code: "engine-crashed" },
    });
    expect(port.terminated).toBe(true);
  });

  it("takes a Worker for dead that gives no sign of life, though it tells of no error", async () => {
    const { port, completer } = await openCompleter({ everyMs: 20, looks: 3 });
    const signs = setInterval(() => port.reply({ type: "alive" }), 10);
    const batch = completer.complete([REQUEST], {});
    const ended = expect(batch).rejects.toMatchObject({
      failure: { code: "engine-crashed", detail: "its Worker gave no sign of life" },
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(port.terminated).toBe(false);
    clearInterval(signs);
    await ended;
    expect(port.terminated).toBe(true);
  });

  it("brings the scores of its own call, and passes on that it is cancelled", async () => {
    const { port, completer } = await openCompleter();
    const request = { prompt: { prefix: "a", suffix: "b" }, continuation: "c" };
    const [first, second] = [completer.score([request], {}), completer.score([request, request], {})];
    const ids = port.calls.slice(-2).map((call) => (call as { id: number }).id);
    port.reply({ type: "answer", id: ids[1]!, result: [{ spans: [] }, { spans: [] }] });
    port.reply({ type: "batch-failure", id: ids[0]!, failure: { code: "engine-crashed", detail: "x" } });
    expect(await second).toHaveLength(2);
    await expect(first).rejects.toMatchObject({ failure: { code: "engine-crashed" } });
    const abort = new AbortController();
    const third = completer.score([request], { signal: abort.signal });
    abort.abort(new Error("stop"));
    await expect(third).rejects.toThrow("stop");
    expect(port.calls.at(-1)).toEqual({ type: "batch-cancel", id: ids[1]! + 1, index: null });
  });

  it("brings the embeddings of its own call, and ends them with the Worker", async () => {
    const { port, completer } = await openCompleter();
    const request = { text: "a cat", span: { start: 2, end: 5 } };
    const [first, second] = [completer.embed([request], {}), completer.embed([request], {})];
    const [, id] = port.calls.slice(-2).map((call) => (call as { id: number }).id);
    expect(port.calls.at(-1)).toEqual({ type: "batch-embed", id, requests: [request] });
    port.reply({ type: "answer", id: id!, result: [Float32Array.of(1, 2)] });
    expect(await second).toEqual([Float32Array.of(1, 2)]);
    port.crash();
    await expect(first).rejects.toMatchObject({ failure: { code: "engine-crashed" } });
    await expect(completer.embed([request], {})).rejects.toMatchObject({
      failure: { code: "engine-crashed" },
    });
  });

  it("brings the tokens of its own call, or tells why there are none, and lives on", async () => {
    const { port, completer } = await openCompleter();
    const [first, second] = [completer.tokenize("a"), completer.tokenize("b")];
    const ids = port.calls.slice(-2).map((call) => (call as { id: number }).id);
    port.reply({ type: "batch-failure", id: ids[0]!, failure: { code: "engine-crashed", detail: "x" } });
    port.reply({ type: "answer", id: ids[1]!, result: [{ id: 7, text: "b" }] });
    await expect(first).rejects.toMatchObject({ failure: { code: "engine-crashed", detail: "x" } });
    expect(await second).toEqual([{ id: 7, text: "b" }]);
    expect(port.terminated).toBe(false);
  });

  afterEach(() => {
    // Else their watches would go on looking.
    for (const completer of opened.splice(0)) completer.close();
  });

  it("rejects the opening with what the Worker found", async () => {
    const port = new PortEnd();
    const opening = new WorkerCompleter(port).open(OPEN, () => {});
    port.reply({ type: "open-failure", failure: { code: "model-missing", detail: "no such file" } });
    await expect(opening).rejects.toMatchObject({ failure: { code: "model-missing" } });
    expect(port.terminated).toBe(true);
  });
});
