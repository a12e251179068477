import * as ort from "onnxruntime-web/wasm";
import { EngineError } from "../../completer.ts";
import type { BuiltGraph } from "./graph-builder.ts";

export interface RuntimeOptions {
  /** Threads for one run; more than one needs a cross-origin isolated page, and does not work under Node. */
  readonly threads: number;
  /** Folder that onnxruntime's .wasm and .mjs files are served from; left out, they are found beside the script. */
  readonly wasmUrl?: string;
}

/** Must run before the first session; onnxruntime reads these once. */
export function configureRuntime({ threads, wasmUrl }: RuntimeOptions): void {
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "error";
  if (wasmUrl !== undefined) ort.env.wasm.wasmPaths = wasmUrl;
}

/**
 * isPacked: weights are kept once more in the order of the kernels, which is faster for few rows.
 * Throws an EngineError (engine-crashed) with onnxruntime's reason when the graph cannot be made ready.
 */
export async function createSession(graph: BuiltGraph, isPacked = true): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(graph.model, {
      executionProviders: ["wasm"],
      graphOptimizationLevel: "all",
      externalData: [...graph.externalData],
      ...(!isPacked && { extra: { session: { disable_prepacking: "1" } } }),
    });
  } catch (error) {
    throw new EngineError({
      code: "engine-crashed",
      detail: `onnxruntime refused the model: ${String(error)}`,
    });
  }
}
