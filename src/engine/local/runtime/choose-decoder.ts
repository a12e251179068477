import { EngineError, type LoadProgress } from "../../completer.ts";
import type { ComputeChoice } from "../../compute-choice.ts";
import type { ModelRuntime, NoGraphics } from "../../model-runtime.ts";
import type { GgufFile } from "../gguf/gguf-file.ts";
import { GpuDevice } from "../gpu/gpu-device.ts";
import type { EngineThread } from "../threads/engine-thread.ts";
import type { PreparedWeights } from "../weights/prepared-weights.ts";
import { LateDecoder } from "./late-decoder.ts";
import { loadDecoder } from "./load-decoder.ts";
import type { PackedDecoder } from "./packed-decoder.ts";

export interface ChooseDecoderOptions {
  readonly compute: ComputeChoice;
  /** What happened to the graphics card, in its own words, which is therefore not tried again; null for nothing. */
  readonly deviceFailure: string | null;
  readonly threads: number;
  /** Starts the threads that work beside this one. */
  readonly startOthers: () => readonly EngineThread[];
  /** As in LoadDecoderOptions; ended or discarded here. Left out, weights are prepared at each start. */
  readonly openPrepared?: () => Promise<PreparedWeights | null>;
  /** A short text for the test of the graphics card. */
  readonly testTokens: readonly number[];
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface ChosenDecoder {
  readonly decoder: PackedDecoder;
  readonly runtime: ModelRuntime;
  /** Resolves with what happened once the graphics card is gone; null where the processor computes. */
  readonly deviceFailed: Promise<string> | null;
  /** The decoder in WebAssembly: adapters run nowhere else. */
  readonly onProcessor: () => Promise<PackedDecoder>;
  /** Whether other threads take no part from the next run on, in the one decoder and the other. */
  readonly setAlone: (isAlone: boolean) => void;
}

/**
 * Loads a model file for the graphics card where that is wanted, there, and passes the test; else for the processor.
 * The one is tried first and dropped before the other is loaded, so that the weights are never in memory twice. Throws
 * an EngineError that says what is wrong with the file.
 */
export async function chooseDecoder(file: GgufFile, options: ChooseDecoderOptions): Promise<ChosenDecoder> {
  const onDevice = await tryDevice(file, options);
  if ("decoder" in onDevice) {
    const { decoder, gpu } = onDevice;
    const late = new LateDecoder(() => loadPrepared(file, options));
    return {
      decoder,
      runtime: { kind: "graphics", card: gpu.name },
      deviceFailed: gpu.failed,
      onProcessor: () => late.get(),
      setAlone: (isAlone) => late.setAlone(isAlone),
    };
  }
  const { threads } = options;
  const decoder = await loadPrepared(file, options, options.onProgress);
  return {
    decoder,
    runtime: { kind: "processor", threads, noGraphics: onDevice.noGraphics },
    deviceFailed: null,
    onProcessor: () => Promise.resolve(decoder),
    setAlone: (isAlone) => decoder.setAlone(isAlone),
  };
}

/**
 * Loads for the processor, from prepared weights where there are any; else keeps them for the next start. Where the
 * model cannot be opened with those that were kept, they go and it is opened without them.
 */
async function loadPrepared(
  file: GgufFile,
  { startOthers, openPrepared }: ChooseDecoderOptions,
  onProgress?: (progress: LoadProgress) => void,
): Promise<PackedDecoder> {
  const prepared = (await openPrepared?.()) ?? null;
  const options = { others: startOthers(), ...(onProgress && { onProgress }) };
  try {
    const decoder = await loadDecoder(file, { ...options, prepared });
    await prepared?.end();
    return decoder;
  } catch (error) {
    await prepared?.discard();
    if (prepared?.isKept === true) return loadDecoder(file, options);
    throw error;
  }
}

/** noGraphics: null where the graphics card was not asked */
type OnDevice =
  { readonly decoder: PackedDecoder; readonly gpu: GpuDevice } | { readonly noGraphics: NoGraphics | null };

async function tryDevice(
  file: GgufFile,
  { compute, deviceFailure, testTokens, onProgress }: ChooseDecoderOptions,
): Promise<OnDevice> {
  if (compute === "processor") return { noGraphics: null };
  if (deviceFailure !== null) return { noGraphics: { code: "stopped", detail: deviceFailure } };
  let gpu: GpuDevice | null = null;
  try {
    const opened = await GpuDevice.open();
    if (!(opened instanceof GpuDevice)) return { noGraphics: opened };
    gpu = opened;
    if (gpu.isSoftware && compute === "automatic") {
      gpu.close();
      return { noGraphics: { code: "software-only" } };
    }
    // Fetched by those who have a graphics card only.
    const { loadGpuDecoder } = await import("../gpu/load-gpu-decoder.ts");
    const decoder = await loadGpuDecoder(file, gpu, { testTokens, ...(onProgress && { onProgress }) });
    return { decoder, gpu };
  } catch (error) {
    gpu?.close();
    // What is wrong with the file is wrong for the processor too.
    if (error instanceof EngineError && error.failure.code !== "engine-crashed") throw error;
    const detail = error instanceof Error ? error.message : String(error);
    return { noGraphics: { code: "failed", detail } };
  }
}
