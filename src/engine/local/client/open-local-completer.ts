import type { OpenCompleter } from "../../completer.ts";
import type { ComputeChoice } from "../../compute-choice.ts";
import { WorkerCompleter } from "./worker-completer.ts";

/** More threads than this gain little on a model of this size and leave nothing for the sheet. */
const MAX_THREADS = 4;

export interface LocalCompleterOptions {
  /** Address of the folder that holds the lock file and the pieces. */
  readonly modelUrl: string;
  /** Id in the lock file of the model that is opened where none is named. */
  readonly modelId: string;
  /** Address of the folder that holds onnxruntime's .wasm and .mjs files. */
  readonly wasmUrl: string;
  /** Starts the Worker of src/entries/engine-worker.ts; bundlers find it only where it is spelled out. */
  readonly startWorker: () => Worker;
  /** Left out: one, or one for each core up to four where the page is cross-origin isolated. */
  readonly threads?: number;
  /** Asked at each opening. Left out: the processor. */
  readonly compute?: () => ComputeChoice;
}

/** Opens models in a Worker of this page. Aborting the signal ends the Worker. */
export function openLocalCompleter(options: LocalCompleterOptions): OpenCompleter {
  /**
   * What a graphics card did once it may do again: from then on the processor computes, until the page is loaded anew.
   */
  let deviceFailure: string | null = null;
  return async ({ modelId = options.modelId, signal, onProgress = () => {}, onTraffic }) => {
    signal?.throwIfAborted();
    const { modelUrl, wasmUrl, threads = threadsOfPage(), compute = () => "processor" } = options;
    askToKeepFiles();
    const completer = new WorkerCompleter(options.startWorker());
    const onAbort = () => completer.close();
    signal?.addEventListener("abort", onAbort);
    try {
      const asked = { modelUrl, modelId, wasmUrl, threads, compute: compute(), deviceFailure };
      await completer.open(asked, onProgress, onTraffic, (detail) => (deviceFailure = detail));
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
    return completer;
  };
}

/** Shared memory, and so threads, exists only in a cross-origin isolated page. */
function threadsOfPage(): number {
  return globalThis.crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, MAX_THREADS) : 1;
}

/**
 * Browsers may delete a page's files when space runs short, unless they agreed to keep them. A refusal changes nothing.
 */
function askToKeepFiles(): void {
  void navigator.storage?.persist?.();
}
