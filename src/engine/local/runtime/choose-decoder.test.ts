import { runtimeName } from "../../model-runtime.ts";
import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { tinyModelPath } from "../testing/tiny-golden.ts";
import { MemoryStore } from "../weights/memory-store.ts";
import { PreparedWeights } from "../weights/prepared-weights.ts";
import { chooseDecoder, type ChosenDecoder, type ChooseDecoderOptions } from "./choose-decoder.ts";

async function chosen(options: Partial<ChooseDecoderOptions>): Promise<ChosenDecoder> {
  const source = await NodeFileSource.open(tinyModelPath("gemma3"));
  try {
    return await chooseDecoder(await openGguf(source), {
      compute: "automatic",
      deviceFailure: null,
      threads: 1,
      startOthers: () => [],
      testTokens: [2, 3, 4],
      ...options,
    });
  } finally {
    await source.close();
  }
}

/** Keeps files as OPFS does, whose bytes can be read or not. */
class LastingStore extends MemoryStore {
  override readonly kind = "opfs" as never;
  isReadable = true;

  override async openFile(fileName: string) {
    const file = await super.openFile(fileName);
    if (file === null || this.isReadable) return file;
    const read = () => Promise.reject(new DOMException("worn out", "NotReadableError"));
    return { ...file, source: { size: file.source.size, read } };
  }
}

describe("the choice of what computes", () => {
  it("is the processor where there is no WebGPU, with a word about it", async () => {
    const { runtime, decoder, onProcessor, deviceFailed } = await chosen({});
    expect(runtimeName(runtime)).toBe("WebAssembly, 1 thread; WebGPU: not in this browser");
    expect(deviceFailed).toBeNull();
    expect(await onProcessor()).toBe(decoder);
  });

  it("is the processor without a word where that was chosen", async () => {
    const { runtime } = await chosen({ compute: "processor", threads: 2 });
    expect(runtimeName(runtime)).toBe("WebAssembly, 2 threads");
  });

  it("is the processor after a graphics card has failed, with what it did", async () => {
    const { runtime } = await chosen({ compute: "graphics", deviceFailure: "it was lost" });
    expect(runtimeName(runtime)).toBe("WebAssembly, 1 thread; WebGPU: stopped (it was lost)");
  });

  it("opens the model without prepared weights that cannot be read, and keeps them no longer", async () => {
    const store = new LastingStore();
    const openPrepared = () => PreparedWeights.open(store, "hash");
    const first = await chosen({ compute: "processor", openPrepared });
    expect(await store.list()).toHaveLength(1);
    store.isReadable = false;
    const second = await chosen({ compute: "processor", openPrepared });
    expect(await store.list()).toEqual([]);
    const [states, same] = [await first.decoder.runText([1, 2]), await second.decoder.runText([1, 2])];
    expect(same).toEqual(states);
  });
});
