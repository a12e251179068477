import {
  EngineError,
  type CompleteCalls,
  type Completer,
  type CompletionRequest,
  type ContinuationScore,
  type Embedding,
  type EmbedRequest,
  type Inspection,
  type InspectRequest,
  type LoadProgress,
  type ModelInfo,
  type ScoreCalls,
  type ScoreRequest,
  type TokenPiece,
} from "../../completer.ts";
import type { TrafficEntry } from "../../traffic.ts";
import type { Answers, CallId, EngineCall, EngineReply, OpenOptions } from "../worker/protocol.ts";
import { completeLeadFirst } from "./lead-rows.ts";
import { WorkerTeacher } from "./worker-teacher.ts";

/** What the completer needs of a Worker; a test may stand in for one. */
export type EnginePort = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;

/** How a Worker is watched that gives no sign of life. */
export interface Watch {
  readonly everyMs: number;
  /**
   * So many looks in a row without a message from it, and it counts as stuck. Looks are counted and not time: a machine
   * that slept, or whose clock was set, has looked once.
   */
  readonly looks: number;
}

/** A minute: the longest run of a graph on a slow machine is some seconds. */
const USUAL_WATCH: Watch = { everyMs: 5_000, looks: 12 };

interface OpenBatch {
  readonly calls: CompleteCalls;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** A call that is answered at once, as a whole. */
interface OpenCall {
  readonly resolve: (result: never) => void;
  readonly reject: (reason: unknown) => void;
}

/** The page's side of the engine in a Worker. Callers cannot tell it from an engine in their own thread. */
export class WorkerCompleter implements Completer {
  readonly #port: EnginePort;
  readonly #batches = new Map<CallId, OpenBatch>();
  readonly #calls = new Map<CallId, OpenCall>();
  #opening: { resolve: (model: ModelInfo) => void; reject: (reason: unknown) => void } | null = null;
  #onProgress: (progress: LoadProgress) => void = () => {};
  #onTraffic: (entries: readonly TrafficEntry[]) => void = () => {};
  #onDeviceFailure: (detail: string) => void = () => {};
  #model: ModelInfo | null = null;
  #teacher: WorkerTeacher | null = null;
  #nextId: CallId = 1;
  /** Why nothing can be asked any more; null while the Worker lives. */
  #end: EngineError | null = null;
  /** Looks since the last message. */
  #silentLooks = 0;
  readonly #looking: ReturnType<typeof setInterval>;

  constructor(port: EnginePort, { everyMs, looks }: Watch = USUAL_WATCH) {
    this.#port = port;
    this.#looking = setInterval(() => {
      this.#silentLooks += 1;
      if (this.#silentLooks >= looks) {
        this.#fail({ code: "engine-crashed", detail: "its Worker gave no sign of life" });
      }
    }, everyMs);
    port.addEventListener("message", (event) => {
      this.#silentLooks = 0;
      this.#receive((event as MessageEvent<EngineReply>).data);
    });
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

  get teacher(): WorkerTeacher {
    if (this.#teacher === null) throw new Error("The completer has not been opened");
    return this.#teacher;
  }

  /** Must be called once, before anything else. Rejects with an EngineError. */
  async open(
    options: OpenOptions,
    onProgress: (progress: LoadProgress) => void,
    onTraffic: (entries: readonly TrafficEntry[]) => void = () => {},
    onDeviceFailure: (detail: string) => void = () => {},
  ): Promise<void> {
    this.#onProgress = onProgress;
    this.#onTraffic = onTraffic;
    this.#onDeviceFailure = onDeviceFailure;
    this.#model = await new Promise<ModelInfo>((resolve, reject) => {
      this.#opening = { resolve, reject };
      this.#call({ type: "model-open", ...options });
    });
  }

  complete(requests: readonly CompletionRequest[], calls: CompleteCalls): Promise<void> {
    return completeLeadFirst(requests, calls, (some, their) => this.#complete(some, their));
  }

  async #complete(requests: readonly CompletionRequest[], calls: CompleteCalls): Promise<void> {
    calls.signal?.throwIfAborted();
    if (this.#end !== null) throw this.#end;
    if (requests.length === 0) return;
    const id = this.#nextId++;
    const ended = new AbortController();
    const tellFirst = () => this.#call({ type: "batch-first", id, first: calls.first!.indices });
    const stopTelling = calls.first?.onChange(tellFirst);
    const cancelOn = (signal: AbortSignal | undefined, index: number | null, then = () => {}) =>
      signal?.addEventListener(
        "abort",
        () => {
          this.#call({ type: "batch-cancel", id, index });
          then();
        },
        { signal: ended.signal },
      );
    try {
      await new Promise<void>((resolve, reject) => {
        this.#batches.set(id, { calls, resolve, reject });
        this.#call({
          type: "batch-complete",
          id,
          requests: requests.map(({ signal: _signal, ...request }) => request),
          first: calls.first?.indices ?? [],
        });
        cancelOn(calls.signal, null, () => reject(calls.signal?.reason as Error));
        for (const [index, { signal }] of requests.entries()) {
          cancelOn(signal, index);
          if (signal?.aborted === true) this.#call({ type: "batch-cancel", id, index });
        }
      });
    } finally {
      ended.abort();
      stopTelling?.();
      this.#batches.delete(id);
    }
  }

  async score(
    requests: readonly ScoreRequest[],
    { signal }: ScoreCalls,
  ): Promise<readonly ContinuationScore[]> {
    if (requests.length === 0) return [];
    return this.#ask<"batch-score">((id) => ({ type: "batch-score", id, requests }), signal);
  }

  async embed(requests: readonly EmbedRequest[], { signal }: ScoreCalls): Promise<readonly Embedding[]> {
    if (requests.length === 0) return [];
    return this.#ask<"batch-embed">((id) => ({ type: "batch-embed", id, requests }), signal);
  }

  inspect(request: InspectRequest, { signal }: ScoreCalls): Promise<Inspection> {
    return this.#ask<"place-inspect">((id) => ({ type: "place-inspect", id, request }), signal);
  }

  tokenize(text: string): Promise<readonly TokenPiece[]> {
    return this.#ask<"text-tokenize">((id) => ({ type: "text-tokenize", id, text }));
  }

  setGentle(isGentle: boolean): void {
    this.#call({ type: "gentle-set", isGentle });
  }

  close(): void {
    this.#fail({ code: "engine-crashed", detail: "the model was closed" });
  }

  /** Waits for the one reply to a call; rejects at once when the signal aborts, and tells the Worker. */
  async #ask<Type extends keyof Answers>(
    call: (id: CallId) => Extract<EngineCall, { type: Type }>,
    signal?: AbortSignal,
  ): Promise<Answers[Type]> {
    signal?.throwIfAborted();
    if (this.#end !== null) throw this.#end;
    const id = this.#nextId++;
    const ended = new AbortController();
    try {
      return await new Promise<Answers[Type]>((resolve, reject) => {
        this.#calls.set(id, { resolve, reject });
        this.#call(call(id));
        const cancel = () => {
          this.#call({ type: "batch-cancel", id, index: null });
          reject(signal?.reason as Error);
        };
        signal?.addEventListener("abort", cancel, { signal: ended.signal });
      });
    } finally {
      ended.abort();
      this.#calls.delete(id);
    }
  }

  #call(call: EngineCall): void {
    this.#port.postMessage(call);
  }

  #receive(reply: EngineReply): void {
    switch (reply.type) {
      case "alive":
        return;
      case "open-progress":
        return this.#onProgress(reply.progress);
      case "traffic":
        return this.#onTraffic(reply.entries);
      case "open-end":
        this.#teacher = new WorkerTeacher(
          reply.teachSizes,
          (call) => this.#call(call),
          () => this.#nextId++,
        );
        return this.#opening?.resolve(reply.model);
      case "device-failure":
        this.#onDeviceFailure(reply.detail);
        return this.#fail({ code: "engine-crashed", detail: `the graphics card: ${reply.detail}` });
      case "open-failure":
        return this.#fail(reply.failure);
      case "request-end":
        return this.#batches.get(reply.id)?.calls.onCompletion?.(reply.index, reply.completion);
      case "request-failure":
        return this.#batches.get(reply.id)?.calls.onFailure?.(reply.index, new EngineError(reply.failure));
      case "request-cancelled":
        return this.#batches.get(reply.id)?.calls.onCancelled?.(reply.index);
      case "answer":
        return this.#calls.get(reply.id)?.resolve(reply.result as never);
      case "batch-end":
        return this.#batches.get(reply.id)?.resolve();
      case "batch-failure":
        return (this.#batches.get(reply.id) ?? this.#calls.get(reply.id))?.reject(
          new EngineError(reply.failure),
        );
      case "add-progress":
      case "add-end":
      case "add-failure":
        // Told by Workers of the library only.
        return;
      case "teach-event":
      case "teach-end":
      case "adapter-added":
      case "teach-failure":
        return this.#teacher?.receive(reply);
      default:
        reply satisfies never;
    }
  }

  /** Ends everything that is open. The Worker is the unit of recovery: it goes, and its memory with it. */
  #fail(failure: EngineError["failure"]): void {
    if (this.#end !== null) return;
    this.#end = new EngineError(failure);
    clearInterval(this.#looking);
    this.#port.terminate();
    this.#opening?.reject(this.#end);
    this.#teacher?.fail(this.#end);
    for (const calls of [this.#batches, this.#calls])
      for (const { reject } of calls.values()) reject(this.#end);
  }
}
