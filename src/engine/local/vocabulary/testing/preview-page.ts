import { growTo } from "../../wasm-kernel.ts";
import { instantiateKernel, type KernelVariant } from "../kernel.ts";

const HIDDEN = 640;
const BLOCKS = 64;
/** How often a preview is made, so that the browser's compiler for what runs often has had its turn. */
const REPEATS = 50;

export interface PreviewPage {
  /**
   * A preview over random weights, as one number each for the largest logits and the masses of all blocks of `rows`
   * rows.
   * inFours: how products are summed; null leaves it to the kernel
   */
  preview(variant: KernelVariant, rows: number, inFours: boolean | null): Promise<PreviewSums>;
}

export interface PreviewSums {
  readonly maxima: number[];
  readonly masses: number[];
}

async function preview(variant: KernelVariant, rows: number, inFours: boolean | null): Promise<PreviewSums> {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const kernel = await instantiateKernel(memory, variant);
  growTo(memory, kernel.layOut(BLOCKS, HIDDEN, 1));
  kernel.start();
  if (inFours !== null) kernel.sumInFours(inFours);
  const floats = (place: WebAssembly.Global<"i32">, length: number) =>
    new Float32Array(memory.buffer, place.value, length);
  let state = 3;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
  const tokens = BLOCKS * kernel.BLOCK.value;
  const weights = new Uint8Array(memory.buffer, kernel.weights.value, (tokens * HIDDEN) / 2);
  // The largest sums too: some tokens with the highest nibbles throughout.
  for (let i = 0; i < weights.length; i++) weights[i] = i < HIDDEN ? 0xff : random();
  floats(kernel.scales, tokens).fill(0.001);
  const activations = floats(kernel.activations, rows * HIDDEN);
  for (let i = 0; i < activations.length; i++) activations[i] = random() - 128;
  kernel.prepareRows(rows);
  for (let i = 0; i < REPEATS; i++) kernel.preview(rows, BLOCKS, false);
  const lanes = BLOCKS * Math.ceil(rows / kernel.GROUP.value) * kernel.GROUP.value;
  return { maxima: [...floats(kernel.maxima, lanes)], masses: [...floats(kernel.masses, lanes)] };
}

Object.assign(globalThis, { previewPage: { preview } satisfies PreviewPage });
