import {
  EngineError,
  type CompleteCalls,
  type Completer,
  type CompletionRequest,
  type ContinuationScore,
  type EmbedCalls,
  type Embedding,
  type EmbedRequest,
  type LoadProgress,
  type ModelInfo,
  type ScoreCalls,
  type ScoreRequest,
  type TokenPiece,
} from "../../completer.ts";
import type { TrafficEntry } from "../../traffic.ts";
import type { CallId, EngineCall, EngineReply, OpenOptions } from "../worker/protocol.ts";

/** What the completer needs of a Worker; a test may stand in for one. */
export type EnginePort = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;

interface OpenBatch {
  readonly calls: CompleteCalls;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** A batch whose outcomes come together. */
interface OpenCall<Outcome> {
  readonly resolve: (outcomes: readonly Outcome[]) => void;
  readonly reject: (reason: unknown) => void;
}

interface OpenTokenize {
  readonly resolve: (tokens: readonly TokenPiece[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** The page's side of the engine in a Worker. Callers cannot tell it from an engine in their own thread. */
export class WorkerCompleter implements Completer {
  readonly #port: EnginePort;
  readonly #batches = new Map<CallId, OpenBatch>();
  readonly #scorings = new Map<CallId, OpenCall<ContinuationScore>>();
  readonly #embeddings = new Map<CallId, OpenCall<Embedding>>();
  readonly #tokenizations = new Map<CallId, OpenTokenize>();
  #opening: { resolve: (model: ModelInfo) => void; reject: (reason: unknown) => void } | null = null;
  #onProgress: (progress: LoadProgress) => void = () => {};
  #onTraffic: (entries: readonly TrafficEntry[]) => void = () => {};
  #model: ModelInfo | null = null;
  #nextId: CallId = 1;
  /** Why nothing can be asked any more; null while the Worker lives. */
  #end: EngineError | null = null;

  constructor(port: EnginePort) {
    this.#port = port;
    port.addEventListener("message", (event) => this.#receive((event as MessageEvent<EngineReply>).data));
    port.addEventListener("error", (event) => {
      const detail =
        event instanceof ErrorEvent && event.message !== "" ? event.message : "its Worker stopped";
      this.#fail({ code: "engine-crashed", detail });
    });
    port.addEventListener("messageerror", () =>
      this.#fail({ code: "engine-crashed", detail: "a message of its Worker could not be read" }),
    );
  }

  get model(): ModelInfo {
    if (this.#model === null) throw new Error("The completer has not been opened");
    return this.#model;
  }

  /** Must be called once, before anything else. Rejects with an EngineError. */
  async open(
    options: OpenOptions,
    onProgress: (progress: LoadProgress) => void,
    onTraffic: (entries: readonly TrafficEntry[]) => void = () => {},
  ): Promise<void> {
    this.#onProgress = onProgress;
    this.#onTraffic = onTraffic;
    this.#model = await new Promise<ModelInfo>((resolve, reject) => {
      this.#opening = { resolve, reject };
      this.#call({ type: "model-open", ...options });
    });
  }

  async complete(requests: readonly CompletionRequest[], calls: CompleteCalls): Promise<void> {
    calls.signal?.throwIfAborted();
    if (this.#end !== null) throw this.#end;
    if (requests.length === 0) return;
    const id = this.#nextId++;
    const ended = new AbortController();
    const cancelOn = (signal: AbortSignal | undefined, index: number | null) =>
      signal?.addEventListener("abort", () => this.#call({ type: "batch-cancel", id, index }), {
        signal: ended.signal,
      });
    try {
      await new Promise<void>((resolve, reject) => {
        this.#batches.set(id, { calls, resolve, reject });
        this.#call({
          type: "batch-complete",
          id,
          requests: requests.map(({ signal: _signal, ...request }) => request),
        });
        cancelOn(calls.signal, null);
        for (const [index, { signal }] of requests.entries()) {
          cancelOn(signal, index);
          if (signal?.aborted === true) this.#call({ type: "batch-cancel", id, index });
        }
      });
    } finally {
      ended.abort();
      this.#batches.delete(id);
    }
    calls.signal?.throwIfAborted();
  }

  score(requests: readonly ScoreRequest[], { signal }: ScoreCalls): Promise<readonly ContinuationScore[]> {
    return this.#callAll(this.#scorings, requests, signal, (id) => ({ type: "batch-score", id, requests }));
  }

  embed(requests: readonly EmbedRequest[], { signal }: EmbedCalls): Promise<readonly Embedding[]> {
    return this.#callAll(this.#embeddings, requests, signal, (id) => ({ type: "batch-embed", id, requests }));
  }

  /** Sends a batch whose outcomes come together, and waits for them in `open`. */
  async #callAll<Outcome>(
    open: Map<CallId, OpenCall<Outcome>>,
    { length }: readonly unknown[],
    signal: AbortSignal | undefined,
    callOf: (id: CallId) => EngineCall,
  ): Promise<readonly Outcome[]> {
    signal?.throwIfAborted();
    if (this.#end !== null) throw this.#end;
    if (length === 0) return [];
    const id = this.#nextId++;
    const ended = new AbortController();
    try {
      return await new Promise<readonly Outcome[]>((resolve, reject) => {
        open.set(id, { resolve, reject });
        this.#call(callOf(id));
        const cancel = () => {
          this.#call({ type: "batch-cancel", id, index: null });
          reject(signal?.reason as Error);
        };
        signal?.addEventListener("abort", cancel, { signal: ended.signal });
      });
    } finally {
      ended.abort();
      open.delete(id);
    }
  }

  tokenize(text: string): Promise<readonly TokenPiece[]> {
    if (this.#end !== null) return Promise.reject(this.#end);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#tokenizations.set(id, { resolve, reject });
      this.#call({ type: "text-tokenize", id, text });
    });
  }

  close(): void {
    this.#fail({ code: "engine-crashed", detail: "the model was closed" });
  }

  #call(call: EngineCall): void {
    this.#port.postMessage(call);
  }

  #receive(reply: EngineReply): void {
    switch (reply.type) {
      case "open-progress":
        return this.#onProgress(reply.progress);
      case "traffic":
        return this.#onTraffic(reply.entries);
      case "open-end":
        return this.#opening?.resolve(reply.model);
      case "open-failure":
        return this.#fail(reply.failure);
      case "request-end":
        return this.#batches.get(reply.id)?.calls.onCompletion?.(reply.index, reply.completion);
      case "request-failure":
        return this.#batches.get(reply.id)?.calls.onFailure?.(reply.index, new EngineError(reply.failure));
      case "request-cancelled":
        return this.#batches.get(reply.id)?.calls.onCancelled?.(reply.index);
      case "scores":
        return this.#scorings.get(reply.id)?.resolve(reply.scores);
      case "embeddings":
        return this.#embeddings.get(reply.id)?.resolve(reply.embeddings);
      case "batch-end":
        return this.#batches.get(reply.id)?.resolve();
      case "batch-failure":
        return (
          this.#batches.get(reply.id) ??
          this.#scorings.get(reply.id) ??
          this.#embeddings.get(reply.id)
        )?.reject(new EngineError(reply.failure));
      case "tokens":
        this.#tokenizations.get(reply.id)?.resolve(reply.tokens);
        this.#tokenizations.delete(reply.id);
        return;
      default:
        reply satisfies never;
    }
  }

  /** Ends everything that is open. The Worker is the unit of recovery: it goes, and its memory with it. */
  #fail(failure: EngineError["failure"]): void {
    if (this.#end !== null) return;
    this.#end = new EngineError(failure);
    this.#port.terminate();
    this.#opening?.reject(this.#end);
    const open = [
      ...this.#batches.values(),
      ...this.#scorings.values(),
      ...this.#embeddings.values(),
      ...this.#tokenizations.values(),
    ];
    for (const { reject } of open) reject(this.#end);
    this.#tokenizations.clear();
  }
}
