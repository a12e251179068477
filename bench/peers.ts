import type { OnnxType } from "./onnx/products.ts";

/** An engine that ours is measured against. */
export interface Peer {
  /** How it was run, for the results. */
  readonly how: string;
  /** The ONNX file that it needs. */
  readonly onnx?: OnnxType;
  /** Whether its browser needs WebGPU. */
  readonly needsGpu?: boolean;
}

/** By the name that openPeer knows in the page. */
export const PEERS: ReadonlyMap<string, Peer> = new Map<string, Peer>([
  [
    "wllama",
    {
      how: "wllama: the same GGUF, one row after another, its prompt cache on. fill-1000 is its rate over 20 rows, fill-long over 12.",
    },
  ],
  [
    "transformers.js",
    {
      how:
        "transformers.js: WebAssembly, an ONNX file of the same weights (8 bits by channel), rows in batches of 20, keys and " +
        "values of the examples kept.",
      onnx: "q8",
    },
  ],
  [
    "transformers.js-webgpu",
    {
      how:
        "transformers.js-webgpu: weights in blocks of 32 bytes; Chromium's software adapter, whose speed says nothing of " +
        "a GPU.",
      onnx: "q4",
      needsGpu: true,
    },
  ],
]);

/** Those of a whole run. A GPU is at hand on few machines. */
export const DEFAULT_PEERS: readonly string[] = ["wllama", "transformers.js"];
