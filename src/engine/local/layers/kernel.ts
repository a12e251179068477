import { canRun, instantiate } from "../wasm-kernel.ts";
import { LAYERS_WASM } from "./layers.wasm.ts";

/**
 * What assembly/layers.ts exports and assembly/layout.ts says more about. Places are bytes in the memory, set by
 * layOut.
 */
export interface LayersKernel {
  readonly state: Place;
  readonly projections: Place;
  readonly cosines: Place;
  readonly sines: Place;
  readonly slots: Place;
  readonly listStarts: Place;
  readonly listLengths: Place;
  readonly lists: Place;
  readonly plan: Place;
  readonly rotaryKinds: Place;
  readonly windows: Place;
  readonly staging: Place;
  readonly cache: Place;
  readonly pageBytes: Place;
  readonly PAGE_SLOTS: Place;
  layOut(...sizes: LayoutSizes): number;
  qkvAt(layer: number): number;
  outputAt(layer: number): number;
  gateUpAt(layer: number): number;
  downAt(layer: number): number;
  normsAt(layer: number): number;
  keysAt(layer: number, slot: number): number;
  adapterPlace(layer: number, part: number): number;
  adapterUpPlace(layer: number, part: number): number;
  packGroup(weights: number, groups: number, columns: number, group: number, rows: number): void;
  run(tokens: number, thread: number, threads: number): void;
}

type Place = WebAssembly.Global<"i32">;

/** The parameters of layOut. */
export type LayoutSizes = readonly [
  layers: number,
  hidden: number,
  heads: number,
  keyValueHeads: number,
  headDim: number,
  feedForward: number,
  epsilon: number,
  features: number,
  rotaries: number,
  mostTokens: number,
  mostContext: number,
  threads: number,
  adapterLayers: number,
  mostRank: number,
];

export type LayersVariant = keyof typeof LAYERS_WASM;

/** As assembled: what a shared memory may grow to. */
const MOST_PAGES = 32_768;

/**
 * The build for this JavaScript engine. Relaxed SIMD where there is it; a run in several threads needs shared memory,
 * which a page has only when it is isolated.
 */
export function bestVariant(threads: number): LayersVariant {
  if (threads > 1) return canRun(LAYERS_WASM.relaxedThreads) ? "relaxedThreads" : "simdThreads";
  return canRun(LAYERS_WASM.relaxed) ? "relaxed" : "simd";
}

/** An empty memory for a variant. */
export function createMemory(variant: LayersVariant): WebAssembly.Memory {
  return variant.endsWith("Threads")
    ? new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true })
    : new WebAssembly.Memory({ initial: 1 });
}

export const instantiateKernel = (
  memory: WebAssembly.Memory,
  variant: LayersVariant,
): Promise<LayersKernel> => instantiate(LAYERS_WASM[variant], memory);
