import { canRun, instantiate } from "../wasm-kernel.ts";
import { VOCABULARY_WASM } from "./vocabulary.wasm.ts";

/** What assembly/vocabulary.ts exports and says more about. Places are bytes in the memory, set by layOut. */
export interface VocabularyKernel {
  readonly rows: WebAssembly.Global<"i32">;
  readonly weights: WebAssembly.Global<"i32">;
  readonly fineWeights: WebAssembly.Global<"i32">;
  readonly scales: WebAssembly.Global<"i32">;
  readonly center: WebAssembly.Global<"i32">;
  readonly activations: WebAssembly.Global<"i32">;
  readonly maxima: WebAssembly.Global<"i32">;
  readonly masses: WebAssembly.Global<"i32">;
  readonly wantedRows: WebAssembly.Global<"i32">;
  readonly logits: WebAssembly.Global<"i32">;
  readonly totals: WebAssembly.Global<"i32">;
  readonly whole: WebAssembly.Global<"i32">;
  readonly places: WebAssembly.Global<"i32">;
  /** Channels that are mixed with each other, and how many places the coarse look takes. */
  readonly rotated: WebAssembly.Global<"i32">;
  readonly coarse: WebAssembly.Global<"i32">;
  /** Tokens of a block; rows of a group, and most groups of one call; most tokens of one exactLogits. */
  readonly BLOCK: WebAssembly.Global<"i32">;
  readonly GROUP: WebAssembly.Global<"i32">;
  readonly MOST_GROUPS: WebAssembly.Global<"i32">;
  readonly EXACT: WebAssembly.Global<"i32">;
  readonly squaredErrors: WebAssembly.Global<"f64">;
  layOut(blocks: number, hidden: number, rowBlocks: number): number;
  start(): void;
  sumInFours(isSo: boolean): void;
  makePreview(first: number, count: number, from: number): void;
  prepareRows(count: number): void;
  preview(count: number, endBlock: number, isCoarse: boolean): void;
  previewWhole(row: number): void;
  totalMass(count: number): void;
  exactLogits(row: number, count: number): void;
}

export type KernelVariant = keyof typeof VOCABULARY_WASM;

/**
 * Relaxed SIMD where this JavaScript engine has it: twice as fast, the same integers, and log sums rounded less often.
 */
export function bestVariant(): KernelVariant {
  return canRun(VOCABULARY_WASM.relaxed) ? "relaxed" : "simd";
}

export const instantiateKernel = (
  memory: WebAssembly.Memory,
  variant: KernelVariant,
): Promise<VocabularyKernel> => instantiate(VOCABULARY_WASM[variant], memory);
