import { type ModelRuntime, runtimeName } from "./model-runtime.ts";

const onProcessor = (noGraphics: Extract<ModelRuntime, { kind: "processor" }>["noGraphics"]) =>
  runtimeName({ kind: "processor", threads: 2, noGraphics });

describe("what runs a model, in words", () => {
  it("is the processor with its threads, and why the graphics card is not", () => {
    expect(runtimeName({ kind: "processor", threads: 1, noGraphics: null })).toBe("WebAssembly, 1 thread");
    expect(onProcessor(null)).toBe("WebAssembly, 2 threads");
    expect(onProcessor({ code: "software-only" })).toBe("WebAssembly, 2 threads; WebGPU: only in software");
    expect(onProcessor({ code: "failed", detail: "it computes wrong: states" })).toBe(
      "WebAssembly, 2 threads; WebGPU: it computes wrong: states",
    );
  });

  it("is a graphics card by its name, or a server by what it says it is", () => {
    expect(runtimeName({ kind: "graphics", card: "nvidia ampere" })).toBe("WebGPU, nvidia ampere");
    const address = "https://llm.example.com";
    expect(runtimeName({ kind: "server", software: "vLLM", address })).toBe(`vLLM at ${address}`);
    expect(runtimeName({ kind: "server", software: null, address })).toBe(`a server at ${address}`);
  });
});
