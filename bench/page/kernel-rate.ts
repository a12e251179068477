import { growTo } from "../../src/engine/local/wasm-kernel.ts";
import { bestVariant, instantiateKernel } from "../../src/engine/local/vocabulary/kernel.ts";

const HIDDEN = 640;
/** Tokens whose weights stay in the processor's cache. */
const TOKENS = 1024;
const REPEATS = 100;

/**
 * Multiply-adds a second, in thousands of millions, that the fastest of our kernels reaches in one thread when nothing
 * holds it up: as many rows as it takes at once, weights in the processor's cache.
 */
export async function kernelRate(): Promise<number> {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const kernel = await instantiateKernel(memory, bestVariant());
  const blocks = TOKENS / kernel.BLOCK.value;
  growTo(memory, kernel.layOut(blocks, HIDDEN, 1));
  kernel.start();
  const rows = kernel.GROUP.value * kernel.MOST_GROUPS.value;
  new Float32Array(memory.buffer, kernel.activations.value, rows * HIDDEN).fill(1);
  kernel.prepareRows(rows);
  let best = 0;
  for (let round = 0; round < REPEATS; round++) {
    const startMs = performance.now();
    for (let i = 0; i < 8; i++) kernel.preview(rows, blocks, false);
    const seconds = (performance.now() - startMs) / 1000;
    best = Math.max(best, (8 * TOKENS * HIDDEN * rows) / seconds / 1e9);
  }
  return best;
}
