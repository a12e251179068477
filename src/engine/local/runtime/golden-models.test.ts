import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { CLEAR_MARGIN, divergence, readGolden } from "../testing/golden-prompts.ts";
import { modelPath } from "../testing/model-path.ts";
import { createTokenizer } from "../tokenizers/create-tokenizer.ts";
import { loadDecoder } from "./load-decoder.ts";
import { configureRuntime } from "../graph/ort-session.ts";

configureRuntime({ threads: 1 });

/** Of the 64 prompts. */
const LEAST_EQUAL = 62;

describe.each([
  { model: "gemma-3-270m", meanLimit: 0.03 },
  { model: "smollm2-135m", meanLimit: 0.045 },
] as const)("$model in 8-bit arithmetic, on 64 few-shot prompts", ({ model, meanLimit }) => {
  it(`finds PyTorch's likeliest token on at least ${LEAST_EQUAL} and wherever it is clear, with its probabilities`, async () => {
    const golden = readGolden(model);
    const source = await NodeFileSource.open(modelPath(model));
    const file = await openGguf(source);
    const tokenizer = createTokenizer(file.metadata);
    const decoder = await loadDecoder(file);
    let equal = 0;
    let total = 0;
    for (const prompt of golden) {
      const { prefix, suffix, ids, keptIds, logProbabilities } = prompt;
      const begin = tokenizer.beginToken === null ? [] : [tokenizer.beginToken];
      const tokens = [...begin, ...tokenizer.encode(prefix + suffix)];
      expect(tokens).toEqual(ids);
      const shared = Math.floor(tokens.length / 2);
      const run = await decoder.runPrefix(tokens.slice(0, shared), async () => {});
      const row = { tokens: tokens.slice(shared), slots: [], prefixLength: shared };
      const { hidden } = await decoder.runRows(run, [row]);
      const [scores] = await decoder.score(hidden, [{ kind: "whole" }]);
      const logits = scores!.wholeLogits!;
      if (scores!.candidateIds[0] === keptIds[0]) equal += 1;
      else expect(logProbabilities[0]! - logProbabilities[1]!).toBeLessThan(CLEAR_MARGIN);
      total += divergence(prompt, (id) => logits[id]! - scores!.logSumExp);
    }
    await decoder.release();
    await source.close();
    const mean = total / golden.length;
    console.log(`${model}: top token equal on ${equal} of ${golden.length}, mean KL ${mean.toFixed(4)}`);
    expect(golden).toHaveLength(64);
    expect(equal).toBeGreaterThanOrEqual(LEAST_EQUAL);
    expect(mean).toBeLessThanOrEqual(meanLimit);
  }, 300_000);
});
