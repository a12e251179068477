import type { EngineCall, EngineReply } from "../worker/protocol.ts";
import { openLocalCompleter } from "./open-local-completer.ts";

const MODEL = {
  name: "Tiny",
  architecture: "llama",
  hash: "0".repeat(64),
  fileBytes: 1,
  contextTokens: 64,
  runtime: { kind: "graphics", card: "a card" },
  licence: null,
} as const;

/** A Worker that opens at once, and says what it is told to. */
class OpeningWorker extends EventTarget {
  readonly calls: EngineCall[] = [];
  postMessage(call: EngineCall): void {
    this.calls.push(call);
    if (call.type === "model-open")
      queueMicrotask(() =>
        this.reply({ type: "open-end", model: MODEL, teachSizes: { memoryBytes: 0, adapterBytes: 0 } }),
      );
  }
  terminate(): void {}
  reply(reply: EngineReply): void {
    this.dispatchEvent(Object.assign(new Event("message"), { data: reply }));
  }
}

describe("a model in a Worker on the graphics card", () => {
  beforeAll(() => {
    // Node 20 has none; the browser's is asked to keep files.
    Object.assign(globalThis, { navigator: {} });
  });

  it("crashes with its device, and opens on the processor from then on", async () => {
    const workers: OpeningWorker[] = [];
    const open = openLocalCompleter({
      modelUrl: "m/",
      modelId: "tiny",
      wasmUrl: "w/",
      threads: 1,
      compute: () => "automatic",
      startWorker: () => {
        workers.push(new OpeningWorker());
        return workers.at(-1) as unknown as Worker;
      },
    });
    const completer = await open({});
    const asked = completer.tokenize("a");
    workers[0]!.reply({ type: "device-failure", detail: "it was lost" });
    await expect(asked).rejects.toMatchObject({
      failure: { code: "engine-crashed", detail: "the graphics card: it was lost" },
    });
    const second = await open({});
    expect(workers.map(({ calls }) => calls[0])).toMatchObject([
      { type: "model-open", compute: "automatic", deviceFailure: null },
      { type: "model-open", compute: "automatic", deviceFailure: "it was lost" },
    ]);
    second.close();
  });
});
