import { CLEAR_MARGIN, divergence, readGolden } from "../testing/golden-prompts.ts";
import { modelPath } from "../testing/model-path.ts";
import { openGpuBrowser } from "./testing/gpu-browser.ts";
import type { GpuPage } from "./testing/gpu-page.ts";

declare const window: { gpuPage: GpuPage };

/** Of 64: the software adapter takes seconds for each. */
const PROMPTS = [0, 21, 42];
/** Nats, as for the kernels in WebAssembly. */
const MEAN_LIMIT = 0.03;

describe("Gemma 3 270M on the device of Chromium's software adapter", () => {
  it("gives PyTorch's probabilities after few-shot prompts, and the likeliest token where it is clear", async () => {
    const golden = readGolden("gemma-3-270m");
    const browser = await openGpuBrowser(modelPath("gemma-3-270m"));
    try {
      const [first] = golden;
      // Opening it runs the product's own test too, and rejects where that fails.
      await browser.page.evaluate(([url, tokens]) => window.gpuPage.open(url, tokens), [
        browser.modelUrl,
        first!.ids.slice(0, 7),
      ] as const);
      let total = 0;
      for (const p of PROMPTS) {
        const prompt = golden[p]!;
        const { candidateIds, logits, logSumExp } = await browser.page.evaluate(
          ([tokens, shared, ids]) => window.gpuPage.scores(tokens, shared, ids),
          [prompt.ids, prompt.ids.length >> 1, [...prompt.keptIds]] as const,
        );
        const [most, second] = prompt.logProbabilities;
        if (most! - second! >= CLEAR_MARGIN) expect(candidateIds[0]).toBe(prompt.keptIds[0]);
        const logitOf = new Map([...prompt.keptIds].map((id, i) => [id, logits[i]!]));
        total += divergence(prompt, (id) => logitOf.get(id)! - logSumExp);
      }
      const mean = total / PROMPTS.length;
      console.log(`gemma-3-270m on the device: mean KL ${mean.toFixed(4)} over ${PROMPTS.length} prompts`);
      expect(mean).toBeLessThanOrEqual(MEAN_LIMIT);
    } finally {
      await browser.close();
    }
  }, 900_000);
});
