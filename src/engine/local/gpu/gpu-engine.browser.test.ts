import { tinyModelPath } from "../testing/tiny-golden.ts";
import { openGpuBrowser, type GpuBrowser } from "./testing/gpu-browser.ts";
import type { GpuPage } from "./testing/gpu-page.ts";

declare const window: { gpuPage: GpuPage };

const ON_DEVICE = "WebGPU, google swiftshader";
const PREFIX = "one two three ";
const SUFFIXES = ["a", "bc", "def", "ghij", "k", "lm", "nop", "qrst", "u", "vw"];

describe("the engine's Worker where Chromium has a software adapter", () => {
  let browser: GpuBrowser;
  beforeAll(async () => {
    browser = await openGpuBrowser(tinyModelPath("gemma3"), true);
  }, 60_000);
  afterAll(() => browser.close());

  const open = (choice: "automatic" | "processor" | "graphics", isWrong = false) =>
    browser.page.evaluate(([compute, wrong]) => window.gpuPage.engine.open(compute, wrong), [
      choice,
      isWrong,
    ] as const);
  const ask = (maxTokens: number) =>
    browser.page.evaluate(([prefix, suffixes, most]) => window.gpuPage.engine.ask(prefix, suffixes, most), [
      PREFIX,
      SUFFIXES,
      maxTokens,
    ] as const);
  const close = () => browser.page.evaluate(() => window.gpuPage.engine.close());

  it("leaves it alone unless the graphics card was asked for", async () => {
    expect(await open("automatic")).toBe("WebAssembly, 1 thread; WebGPU: only in software");
    await close();
    expect(await open("processor")).toBe("WebAssembly, 1 thread");
    await close();
  }, 120_000);

  it("does not trust one that computes one per cent wrong, and says so", async () => {
    expect(await open("graphics", true)).toMatch(/^WebAssembly, 1 thread; WebGPU: it computes wrong: /);
    expect((await ask(2)).length).toBe(SUFFIXES.length);
    await close();
  }, 180_000);

  it("answers on the device; when that is lost in the middle it ends, and the processor answers from then on", async () => {
    expect(await open("graphics")).toBe(ON_DEVICE);
    expect((await ask(2)).length).toBe(SUFFIXES.length);
    const asked = ask(400);
    await browser.page.evaluate(() => window.gpuPage.engine.loseDevice());
    expect(await asked).toEqual([expect.stringMatching(/^engine-crashed: the graphics/)]);
    expect(await open("graphics")).toMatch(/^WebAssembly, 1 thread; WebGPU: stopped \(.+\)$/);
    expect((await ask(2)).length).toBe(SUFFIXES.length);
    await close();
  }, 180_000);
});
