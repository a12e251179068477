import { EngineError, type EngineFailure, type LoadProgress } from "../../completer.ts";
import type { SamplerFactory } from "../../sampler.ts";
import { LocalEngine } from "../local-engine.ts";
import { createOwnShard, type CreateShard } from "../vocabulary/shard-port.ts";
import { WorkerShard } from "../vocabulary/worker-shard.ts";
import { chooseStore } from "../weights/choose-store.ts";
import { fetchModelLock } from "../weights/fetch-model-lock.ts";
import { findModel } from "../weights/model-lock.ts";
import { openModelFile } from "../weights/open-model-file.ts";
import type { CallId, EngineCall, EngineReply, OpenOptions } from "./protocol.ts";

type BatchCall = Extract<EngineCall, { type: "batch-complete" }>;

export interface EngineHostParts {
  readonly createSampler: SamplerFactory;
  /** Starts a Worker that runs startShardWorker. */
  readonly startShardWorker: () => Worker;
}

/** The Worker's side of the protocol: one engine, and the batches that run on it. */
export class EngineHost {
  readonly #parts: EngineHostParts;
  readonly #reply: (reply: EngineReply) => void;
  /** What drops each request of a batch. */
  readonly #batches = new Map<CallId, readonly AbortController[]>();
  #engine: LocalEngine | null = null;

  constructor(parts: EngineHostParts, reply: (reply: EngineReply) => void) {
    this.#parts = parts;
    this.#reply = reply;
  }

  async handle(call: EngineCall): Promise<void> {
    switch (call.type) {
      case "model-open":
        return this.#open(call);
      case "batch-complete":
        return this.#complete(call);
      case "batch-score":
        return this.#answerAll(call.id, async (signal) => {
          const scores = await this.#opened().score(call.requests, { signal });
          return { type: "scores", id: call.id, scores };
        });
      case "batch-embed":
        return this.#answerAll(call.id, async (signal) => {
          const embeddings = await this.#opened().embed(call.requests, { signal });
          return { type: "embeddings", id: call.id, embeddings };
        });
      case "batch-cancel":
        this.#cancel(call.id, call.index);
        return;
      case "text-tokenize":
        this.#reply({ type: "tokens", id: call.id, tokens: await this.#opened().tokenize(call.text) });
        return;
      default:
        call satisfies never;
    }
  }

  async #open({ modelUrl, modelId, wasmUrl, threads }: OpenOptions): Promise<void> {
    try {
      const onProgress = (progress: LoadProgress) => this.#reply({ type: "open-progress", progress });
      const model = findModel(await fetchModelLock(modelUrl), modelId);
      const { signal } = new AbortController();
      const store = await chooseStore();
      const file = await openModelFile({ model, baseUrl: modelUrl, store, signal, onProgress });
      this.#engine = await LocalEngine.open({
        ...file,
        threads,
        wasmUrl,
        createSampler: this.#parts.createSampler,
        shards: this.#shards(threads),
        onProgress,
      });
      this.#reply({
        type: "open-end",
        model: { ...this.#engine.model, name: model.name, licence: model.licence },
      });
    } catch (error) {
      this.#reply({ type: "open-failure", failure: failureOf(error) });
    }
  }

  async #complete({ id, requests }: BatchCall): Promise<void> {
    const rows = requests.map(() => new AbortController());
    this.#batches.set(id, rows);
    try {
      await this.#opened().complete(
        requests.map((request, index) => ({ ...request, signal: rows[index]!.signal })),
        {
          onCompletion: (index, completion) => this.#reply({ type: "request-end", id, index, completion }),
          onFailure: (index, { failure }) => this.#reply({ type: "request-failure", id, index, failure }),
          onCancelled: (index) => this.#reply({ type: "request-cancelled", id, index }),
        },
      );
      this.#reply({ type: "batch-end", id });
    } catch (error) {
      this.#reply({ type: "batch-failure", id, failure: failureOf(error) });
    } finally {
      this.#batches.delete(id);
    }
  }

  /** This thread works on one part of the vocabulary, and each further thread on one. */
  #shards(threads: number): CreateShard[] {
    const others = Array.from({ length: threads - 1 }, () =>
      WorkerShard.createWith(this.#parts.startShardWorker),
    );
    return [createOwnShard, ...others];
  }

  /** A batch whose outcomes come together. */
  async #answerAll(id: CallId, answer: (signal: AbortSignal) => Promise<EngineReply>): Promise<void> {
    const batch = new AbortController();
    this.#batches.set(id, [batch]);
    try {
      this.#reply(await answer(batch.signal));
    } catch (error) {
      // Where it was cancelled nobody waits for the reply.
      this.#reply({ type: "batch-failure", id, failure: failureOf(error) });
    } finally {
      this.#batches.delete(id);
    }
  }

  #cancel(id: CallId, index: number | null): void {
    const rows = this.#batches.get(id) ?? [];
    for (const row of index === null ? rows : [rows[index]]) row?.abort();
  }

  #opened(): LocalEngine {
    if (this.#engine === null) throw new EngineError({ code: "engine-crashed", detail: "no model is open" });
    return this.#engine;
  }
}

function failureOf(error: unknown): EngineFailure {
  if (error instanceof EngineError) return error.failure;
  return { code: "engine-crashed", detail: error instanceof Error ? error.message : String(error) };
}
