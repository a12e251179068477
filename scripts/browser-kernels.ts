import { setFlagsFromString } from "node:v8";
import { LAYERS_WASM } from "../src/engine/local/layers/layers.wasm.ts";
import { canRun } from "../src/engine/local/wasm-kernel.ts";

/**
 * Has Node run the kernels that browsers run: it has relaxed SIMD behind a flag, up to version 20. They are twice as fast,
 * and round their sums a little otherwise. To be called before a model is opened.
 */
export function takeBrowserKernels(): void {
  if (!canRun(LAYERS_WASM.relaxed)) setFlagsFromString("--experimental-wasm-relaxed-simd");
}
