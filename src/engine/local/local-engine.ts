import type {
  CompleteCalls,
  Completer,
  CompletionRequest,
  ContinuationScore,
  EmbedCalls,
  Embedding,
  EmbedRequest,
  LoadProgress,
  ModelInfo,
  ScoreCalls,
  ScoreRequest,
  TokenPiece,
} from "../completer.ts";
import type { SamplerFactory } from "../sampler.ts";
import { calibrationFor } from "./calibration/calibrations.ts";
import type { ByteSource } from "./gguf/byte-source.ts";
import { openGguf } from "./gguf/gguf-file.ts";
import { readNumber, readString } from "./gguf/metadata.ts";
import type { Decoder } from "./runtime/decoder.ts";
import type { Asked, Job } from "./runtime/job.ts";
import { loadDecoder } from "./runtime/load-decoder.ts";
import { configureRuntime, type RuntimeOptions } from "./runtime/ort-session.ts";
import { Scheduler } from "./runtime/scheduler.ts";
import { createTokenizer } from "./tokenizers/create-tokenizer.ts";
import type { Tokenizer } from "./tokenizers/tokenizer.ts";
import type { CreateShard } from "./vocabulary/shard-port.ts";

/** Prompt and answer together; more is rarely wanted in a cell and costs memory for each token. */
const CONTEXT_TOKENS = 2048;

export interface LocalEngineOptions extends RuntimeOptions {
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
    const decoder = await loadDecoder(file, "int8", { ...options, calibration: await calibrationFor(hash) });
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
    return allOf(requests, signal, (request) =>
      this.#ask<ContinuationScore>(signal, (asked) => ({ type: "scoring", request, ...asked })),
    );
  }

  async embed(requests: readonly EmbedRequest[], { signal }: EmbedCalls): Promise<readonly Embedding[]> {
    return allOf(requests, signal, (request) =>
      this.#ask<Embedding>(signal, (asked) => ({ type: "embedding", request, ...asked })),
    );
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

  /** Resolves with what the job gives; rejects where it fails or is cancelled. */
  #ask<Result>(
    signal: AbortSignal | undefined,
    jobOf: (asked: Pick<Asked<unknown, Result>, "isCancelled" | "end">) => Job,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      const job = jobOf({
        isCancelled: () => signal?.aborted === true,
        end(outcome) {
          if (outcome.type === "completed") resolve(outcome.result);
          else reject(outcome.type === "failed" ? outcome.error : (signal?.reason as Error));
        },
      });
      this.#scheduler.submit(job);
    });
  }
}

/** The results of all requests; rejects with the first failure, or with the signal's reason once it aborts. */
async function allOf<Request, Result>(
  requests: readonly Request[],
  signal: AbortSignal | undefined,
  ask: (request: Request) => Promise<Result>,
): Promise<readonly Result[]> {
  signal?.throwIfAborted();
  try {
    return await Promise.all(requests.map(ask));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
