import { EngineError } from "../completer.ts";
import type {
  CompleteCalls,
  Completer,
  CompletionRequest,
  ContinuationScore,
  LoadProgress,
  ModelInfo,
  ScoreCalls,
  ScoreRequest,
  TokenPiece,
} from "../completer.ts";
import type { SamplerFactory } from "../sampler.ts";
import { readCalibration } from "./calibration/calibration.ts";
import { calibrationFor } from "./calibration/calibrations.ts";
import { SmoothedWeights } from "./calibration/smoothed-weights.ts";
import type { ByteSource } from "./gguf/byte-source.ts";
import { openGguf } from "./gguf/gguf-file.ts";
import { readNumber, readString } from "./gguf/metadata.ts";
import { DecoderWeights } from "./graph/decoder-weights.ts";
import { loadDecoder } from "./runtime/load-decoder.ts";
import { configureRuntime, type RuntimeOptions } from "./runtime/ort-session.ts";
import { Scheduler, type SchedulerParts } from "./runtime/scheduler.ts";
import { createTokenizer } from "./tokenizers/create-tokenizer.ts";
import { LocalTeacher } from "./training/local-teacher.ts";
import type { CreateShard } from "./vocabulary/shard-port.ts";

/** Prompt and answer together; more is rarely wanted in a cell and costs memory for each token. */
const CONTEXT_TOKENS = 2048;

/** Adapters whose examples' keys and values are kept; the one used longest ago goes first. */
const ADAPTED_SCHEDULERS = 2;
const ADAPTED_CACHE_BYTES = 32 * 2 ** 20;

export interface LocalEngineOptions extends RuntimeOptions {
  /** Must stay readable while the engine is open: teaching reads the weights again. */
  readonly source: ByteSource;
  /** Hex SHA-256 of the file. */
  readonly hash: string;
  readonly createSampler: SamplerFactory;
  /** Makes the parts of the vocabulary; left out, it is one part in this thread. */
  readonly shards?: readonly CreateShard[];
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** A model that runs in this thread: in the engine's Worker, or under Node for tests and scripts. */
export class LocalEngine implements Completer {
  readonly model: ModelInfo;
  readonly teacher: LocalTeacher;
  readonly #parts: SchedulerParts;
  readonly #scheduler: Scheduler;
  /** By the hash of the adapter, the one used last at the end. */
  readonly #adapted = new Map<string, Scheduler>();

  private constructor(model: ModelInfo, parts: SchedulerParts, teacher: LocalTeacher) {
    this.model = model;
    this.teacher = teacher;
    this.#parts = parts;
    this.#scheduler = new Scheduler(parts);
  }

  /** Throws an EngineError that says what is wrong with the file. */
  static async open(options: LocalEngineOptions): Promise<LocalEngine> {
    const { source, hash, threads, createSampler } = options;
    configureRuntime(options);
    const file = await openGguf(source);
    const tokenizer = createTokenizer(file.metadata);
    const calibration = await calibrationFor(hash);
    const decoder = await loadDecoder(file, "int8", { ...options, calibration });
    const weights = new DecoderWeights(file);
    const { recipe } = decoder;
    const smoothed =
      calibration && new SmoothedWeights(weights, readCalibration(calibration, recipe), recipe);
    const { architecture, metadata } = file;
    const trained = readNumber(metadata, `${architecture}.context_length`, CONTEXT_TOKENS);
    const contextTokens = Math.min(CONTEXT_TOKENS, trained);
    const model = {
      name: readString(metadata, "general.name", architecture),
      architecture,
      hash,
      fileBytes: source.size,
      contextTokens,
      runtime: `WebAssembly, ${threads} ${threads === 1 ? "thread" : "threads"}`,
      licence: null,
    };
    const teacher = new LocalTeacher({ decoder, tokenizer, weights, smoothed });
    return new LocalEngine(model, { decoder, tokenizer, createSampler, contextTokens }, teacher);
  }

  async complete(requests: readonly CompletionRequest[], calls: CompleteCalls): Promise<void> {
    calls.signal?.throwIfAborted();
    await Promise.all(requests.map((request, index) => this.#completeOne(request, index, calls)));
    calls.signal?.throwIfAborted();
  }

  async score(
    requests: readonly ScoreRequest[],
    { signal }: ScoreCalls,
  ): Promise<readonly ContinuationScore[]> {
    signal?.throwIfAborted();
    const scores = requests.map((request) => this.#scoreOne(request, signal));
    try {
      return await Promise.all(scores);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  tokenize(text: string): Promise<readonly TokenPiece[]> {
    const { tokenizer } = this.#parts;
    const ids = tokenizer.encode(text);
    return Promise.resolve(ids.map((id) => ({ id, text: tokenizer.piece(id) })));
  }

  close(): void {
    void this.teacher.release();
    void this.#parts.decoder.release();
  }

  /** Throws an EngineError (adapter-invalid) where the adapter was not added. */
  #schedulerOf(adapter: string | undefined): Pick<Scheduler, "submit"> {
    if (adapter === undefined) return this.#scheduler;
    const known = this.#adapted.get(adapter);
    this.#adapted.delete(adapter);
    const scheduler = known ?? this.#adaptedScheduler(adapter);
    this.#adapted.set(adapter, scheduler);
    const [oldest] = this.#adapted.keys();
    if (this.#adapted.size > ADAPTED_SCHEDULERS) this.#adapted.delete(oldest!);
    return scheduler;
  }

  #adaptedScheduler(adapter: string): Scheduler {
    const decoder = this.teacher.decoderWith(adapter);
    if (decoder === null)
      throw new EngineError({ code: "adapter-invalid", detail: "it was not given to the model" });
    return new Scheduler({ ...this.#parts, decoder, prefixCacheBytes: ADAPTED_CACHE_BYTES });
  }

  /** Resolves when the request has ended; rejects when the engine itself failed. */
  #completeOne(request: CompletionRequest, index: number, calls: CompleteCalls): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#schedulerOf(request.adapter).submit({
        type: "completion",
        request,
        isCancelled: () => calls.signal?.aborted === true || request.signal?.aborted === true,
        end(outcome) {
          if (outcome.type === "failed" && outcome.error.failure.code === "engine-crashed") {
            reject(outcome.error);
            return;
          }
          if (outcome.type === "completed") calls.onCompletion?.(index, outcome.result);
          else if (outcome.type === "failed") calls.onFailure?.(index, outcome.error);
          else calls.onCancelled?.(index);
          resolve();
        },
      });
    });
  }

  #scoreOne(request: ScoreRequest, signal: AbortSignal | undefined): Promise<ContinuationScore> {
    return new Promise((resolve, reject) => {
      this.#scheduler.submit({
        type: "scoring",
        request,
        isCancelled: () => signal?.aborted === true,
        end(outcome) {
          if (outcome.type === "completed") resolve(outcome.result);
          else reject(outcome.type === "failed" ? outcome.error : (signal?.reason as Error));
        },
      });
    });
  }
}
