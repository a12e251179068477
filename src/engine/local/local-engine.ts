import { EngineError } from "../completer.ts";
import type {
  CompleteCalls,
  Completer,
  CompletionRequest,
  ContinuationScore,
  Embedding,
  EmbedRequest,
  Inspection,
  InspectRequest,
  LoadProgress,
  ModelInfo,
  ScoreCalls,
  ScoreRequest,
  TokenPiece,
} from "../completer.ts";
import type { ComputeChoice } from "../compute-choice.ts";
import type { SamplerFactory } from "../sampler.ts";
import type { ByteSource } from "./gguf/byte-source.ts";
import { openGguf } from "./gguf/gguf-file.ts";
import { readNumber, readString } from "./gguf/metadata.ts";
import { DecoderWeights } from "./matrices/decoder-weights.ts";
import { inspectPlace, type InspectParts } from "./runtime/inspect-place.ts";
import { CONTEXT_TOKENS } from "./runtime/limits.ts";
import type { Asked, Job } from "./runtime/job.ts";
import { chooseDecoder, type ChosenDecoder } from "./runtime/choose-decoder.ts";
import type { Decoder } from "./runtime/decoder.ts";
import { configureRuntime, type RuntimeOptions } from "./graph/ort-session.ts";
import { Scheduler, type SchedulerParts } from "./runtime/scheduler.ts";
import { WorkPace } from "./runtime/work-pace.ts";
import type { EngineThread } from "./threads/engine-thread.ts";
import { encodeFromStart } from "./tokenizers/encode-from-start.ts";
import { createTokenizer } from "./tokenizers/create-tokenizer.ts";
import type { PreparedWeights } from "./weights/prepared-weights.ts";
import { LocalTeacher } from "./training/local-teacher.ts";

/** What a graphics card must read right before it is trusted. */
const TEST_TEXT = "Country: Peru\nCapital: Lima";
const TEST_TOKENS = 7;

export interface LocalEngineOptions extends RuntimeOptions {
  /** Must stay readable while the engine is open: teaching reads the weights again. */
  readonly source: ByteSource;
  /** Hex SHA-256 of the file. */
  readonly hash: string;
  readonly createSampler: SamplerFactory;
  /** Left out: the processor. */
  readonly compute?: ComputeChoice;
  /** What happened to the graphics card, which is therefore not tried again. */
  readonly deviceFailure?: string | null;
  /** Starts the threads that work beside this one; they are wanted where the processor computes. */
  readonly startOthers?: () => readonly EngineThread[];
  /** As in ChooseDecoderOptions. */
  readonly openPrepared?: () => Promise<PreparedWeights | null>;
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** A model that runs in this thread: in the engine's Worker, or under Node for tests and scripts. */
export class LocalEngine implements Completer {
  readonly model: ModelInfo;
  readonly teacher: LocalTeacher;
  /**
   * Resolves with what happened once the graphics card that ran the model is gone; null where the processor runs it.
   */
  readonly deviceFailed: Promise<string> | null;
  readonly #parts: SchedulerParts & InspectParts;
  readonly #setAlone: (isAlone: boolean) => void;
  readonly #scheduler: Scheduler;
  /** Of decoders with an adapter; they go with it. */
  readonly #adapted = new WeakMap<Decoder, Scheduler>();

  private constructor(
    model: ModelInfo,
    parts: SchedulerParts & InspectParts,
    teacher: LocalTeacher,
    { deviceFailed, setAlone }: Pick<ChosenDecoder, "deviceFailed" | "setAlone">,
  ) {
    this.model = model;
    this.teacher = teacher;
    this.deviceFailed = deviceFailed;
    this.#parts = parts;
    this.#setAlone = setAlone;
    this.#scheduler = new Scheduler(parts);
  }

  /** Throws an EngineError that says what is wrong with the file. */
  static async open(options: LocalEngineOptions): Promise<LocalEngine> {
    const { source } = options;
    const letGo = await source.hold?.();
    try {
      return await this.#open(options);
    } finally {
      letGo?.();
    }
  }

  static async #open(options: LocalEngineOptions): Promise<LocalEngine> {
    const { source, hash, createSampler } = options;
    configureRuntime(options);
    const file = await openGguf(source);
    const tokenizer = createTokenizer(file.metadata);
    const chosen = await chooseDecoder(file, {
      compute: "processor",
      deviceFailure: null,
      startOthers: () => [],
      testTokens: encodeFromStart(tokenizer, TEST_TEXT).slice(0, TEST_TOKENS),
      ...options,
    });
    const { decoder, runtime, onProcessor } = chosen;
    const weights = new DecoderWeights(file);
    const { architecture, metadata } = file;
    const trained = readNumber(metadata, `${architecture}.context_length`, CONTEXT_TOKENS);
    const contextTokens = Math.min(CONTEXT_TOKENS, trained);
    const model = {
      name: readString(metadata, "general.name", architecture),
      architecture,
      hash,
      fileBytes: source.size,
      contextTokens,
      runtime,
      licence: null,
    };
    const pace = new WorkPace();
    const teaching = { recipe: decoder.recipe, decoder: onProcessor, tokenizer, weights, pace };
    const parts = { decoder, tokenizer, createSampler, contextTokens, pace };
    return new LocalEngine(model, parts, new LocalTeacher(teaching), chosen);
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
      this.#ask<ContinuationScore>(
        signal,
        (asked) => ({ type: "scoring", request, ...asked, isUrgent: () => request.isFirst === true }),
        request.adapter,
      ),
    );
  }

  async embed(requests: readonly EmbedRequest[], { signal }: ScoreCalls): Promise<readonly Embedding[]> {
    return allOf(requests, signal, (request) =>
      this.#ask<Embedding>(signal, (asked) => ({ type: "embedding", request, ...asked })),
    );
  }

  tokenize(text: string): Promise<readonly TokenPiece[]> {
    const { tokenizer } = this.#parts;
    return Promise.resolve(tokenizer.encode(text).map((id) => ({ id, text: tokenizer.piece(id) })));
  }

  async inspect(request: InspectRequest, { signal }: ScoreCalls): Promise<Inspection> {
    signal?.throwIfAborted();
    return inspectPlace(this.#parts, request, signal);
  }

  setGentle(isGentle: boolean): void {
    this.#parts.pace.setGentle(isGentle);
    this.#setAlone(isGentle);
  }

  close(): void {
    void this.#parts.decoder.release();
  }

  /** Null where the adapter was not added. */
  #schedulerOf(adapter: string | undefined): Scheduler | null {
    if (adapter === undefined) return this.#scheduler;
    const decoder = this.teacher.decoderWith(adapter);
    if (decoder === null) return null;
    const scheduler = this.#adapted.get(decoder) ?? new Scheduler({ ...this.#parts, decoder });
    this.#adapted.set(decoder, scheduler);
    return scheduler;
  }

  /** Resolves when the request has ended; rejects when the engine itself failed. */
  #completeOne(request: CompletionRequest, index: number, calls: CompleteCalls): Promise<void> {
    const scheduler = this.#schedulerOf(request.adapter);
    if (scheduler === null) {
      calls.onFailure?.(index, adapterMissing());
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      scheduler.submit({
        type: "completion",
        request,
        isCancelled: () => calls.signal?.aborted === true || request.signal?.aborted === true,
        isUrgent: () => calls.first?.has(index) === true,
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
    jobOf: (asked: Omit<Asked<unknown, Result>, "request">) => Job,
    adapter?: string,
  ): Promise<Result> {
    const scheduler = this.#schedulerOf(adapter);
    if (scheduler === null) return Promise.reject(adapterMissing());
    return new Promise((resolve, reject) => {
      const job = jobOf({
        isCancelled: () => signal?.aborted === true,
        isUrgent: () => false,
        end(outcome) {
          if (outcome.type === "completed") resolve(outcome.result);
          else reject(outcome.type === "failed" ? outcome.error : (signal?.reason as Error));
        },
      });
      scheduler.submit(job);
    });
  }
}

function adapterMissing(): EngineError {
  return new EngineError({ code: "adapter-invalid", detail: "it was not given to the model" });
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
