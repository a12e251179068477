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
import type { ByteSource } from "./gguf/byte-source.ts";
import { openGguf } from "./gguf/gguf-file.ts";
import { readNumber, readString } from "./gguf/metadata.ts";
import type { Arithmetic } from "./graph/linear.ts";
import type { Decoder } from "./runtime/decoder.ts";
import { CONTEXT_TOKENS } from "./runtime/limits.ts";
import { loadDecoder } from "./runtime/load-decoder.ts";
import { configureRuntime, type RuntimeOptions } from "./runtime/ort-session.ts";
import { Scheduler } from "./runtime/scheduler.ts";
import type { EngineThread } from "./threads/engine-thread.ts";
import { createTokenizer } from "./tokenizers/create-tokenizer.ts";
import type { Tokenizer } from "./tokenizers/tokenizer.ts";

export interface LocalEngineOptions extends RuntimeOptions {
  readonly source: ByteSource;
  /** Hex SHA-256 of the file. */
  readonly hash: string;
  readonly createSampler: SamplerFactory;
  /** Threads that work beside this one. */
  readonly others?: readonly EngineThread[];
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Left out: the fast kernels' integers. In float32 it is the reference that they are measured against. */
  readonly arithmetic?: Arithmetic;
}

/** A model that runs in this thread: in the engine's Worker, or under Node for tests and scripts. */
export class LocalEngine implements Completer {
  readonly model: ModelInfo;
  readonly #decoder: Decoder;
  readonly #tokenizer: Tokenizer;
  readonly #scheduler: Scheduler;

  private constructor(model: ModelInfo, decoder: Decoder, tokenizer: Tokenizer, scheduler: Scheduler) {
    this.model = model;
    this.#decoder = decoder;
    this.#tokenizer = tokenizer;
    this.#scheduler = scheduler;
  }

  /** Throws an EngineError that says what is wrong with the file. */
  static async open(options: LocalEngineOptions): Promise<LocalEngine> {
    const { source, hash, threads, createSampler } = options;
    configureRuntime(options);
    const file = await openGguf(source);
    const tokenizer = createTokenizer(file.metadata);
    const decoder = await loadDecoder(file, options.arithmetic ?? "int8", options);
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
    const scheduler = new Scheduler({ decoder, tokenizer, createSampler, contextTokens });
    return new LocalEngine(model, decoder, tokenizer, scheduler);
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
    const ids = this.#tokenizer.encode(text);
    return Promise.resolve(ids.map((id) => ({ id, text: this.#tokenizer.piece(id) })));
  }

  close(): void {
    void this.#decoder.release();
  }

  /** Resolves when the request has ended; rejects when the engine itself failed. */
  #completeOne(request: CompletionRequest, index: number, calls: CompleteCalls): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#scheduler.submit({
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
