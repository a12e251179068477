import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { tinyModelPath } from "../testing/tiny-golden.ts";
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

describe("the choice of what computes", () => {
  it("is the processor where there is no WebGPU, with a word about it", async () => {
    const { runtime, decoder, onProcessor, deviceFailed } = await chosen({});
    expect(runtime).toBe("WebAssembly, 1 thread; WebGPU: not in this browser");
    expect(deviceFailed).toBeNull();
    expect(await onProcessor()).toBe(decoder);
  });

  it("is the processor without a word where that was chosen", async () => {
    expect((await chosen({ compute: "processor", threads: 2 })).runtime).toBe("WebAssembly, 2 threads");
  });

  it("is the processor after a graphics card has failed, with what it did", async () => {
    const { runtime } = await chosen({ compute: "graphics", deviceFailure: "stopped (it was lost)" });
    expect(runtime).toBe("WebAssembly, 1 thread; WebGPU: stopped (it was lost)");
  });
});
