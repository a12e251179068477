import { asEngineError } from "../../as-engine-error.ts";
import { EngineError, type LoadProgress, type ModelInfo, type ScoreCalls } from "../../completer.ts";
import { FirstRows } from "../../first-rows.ts";
import type { SamplerFactory } from "../../sampler.ts";
import { LocalEngine } from "../local-engine.ts";
import { EngineThread } from "../threads/engine-thread.ts";
import type { AddProgress, ModelSource } from "../../model-library.ts";
import { addModel } from "../weights/add-model.ts";
import { chooseStore } from "../weights/choose-store.ts";
import { fetchModelLock } from "../weights/fetch-model-lock.ts";
import { findModel } from "../weights/model-lock.ts";
import type { ModelStore } from "../weights/model-store.ts";
import { openModelFile, type OpenedModelFile } from "../weights/open-model-file.ts";
import { isOwnId, openOwnModel } from "../weights/own-models.ts";
import { PreparedWeights } from "../weights/prepared-weights.ts";
import type { Answers, CallId, EngineCall, EngineReply, OpenOptions } from "./protocol.ts";
import { TeachHost } from "./teach-host.ts";

type BatchCall = Extract<EngineCall, { type: "batch-complete" }>;

export interface EngineHostParts {
  readonly createSampler: SamplerFactory;
  /** Starts a Worker that runs startEngineThread. */
  readonly startThreadWorker: () => Worker;
}

/** The Worker's side of the protocol: one engine, and the batches that run on it. */
export class EngineHost {
  readonly #parts: EngineHostParts;
  readonly #reply: (reply: EngineReply) => void;
  /** What drops each request of a batch. */
  readonly #batches = new Map<CallId, readonly AbortController[]>();
  readonly #first = new Map<CallId, FirstRows>();
  readonly #teaching: TeachHost;
  #engine: LocalEngine | null = null;

  constructor(parts: EngineHostParts, reply: (reply: EngineReply) => void) {
    this.#parts = parts;
    this.#reply = reply;
    this.#teaching = new TeachHost(() => this.#opened().teacher, reply);
  }

  async handle(call: EngineCall): Promise<void> {
    switch (call.type) {
      case "model-open":
        return this.#open(call);
      case "model-add":
        return this.#add(call.source);
      case "batch-complete":
        return this.#complete(call);
      case "batch-score":
        return this.#answer(call, (engine, calls) => engine.score(call.requests, calls));
      case "batch-embed":
        return this.#answer(call, (engine, calls) => engine.embed(call.requests, calls));
      case "place-inspect":
        return this.#answer(call, (engine, calls) => engine.inspect(call.request, calls));
      case "text-tokenize":
        return this.#answer(call, (engine) => engine.tokenize(call.text));
      case "batch-first":
        this.#first.get(call.id)?.set(call.first);
        return;
      case "batch-cancel":
        this.#cancel(call.id, call.index);
        return;
      case "gentle-set":
        this.#engine?.setGentle(call.isGentle);
        return;
      case "teach-start":
      case "teach-pace":
      case "teach-cancel":
      case "adapter-add":
      case "adapter-remove":
        return this.#teaching.handle(call);
      default:
        call satisfies never;
    }
  }

  async #open({ modelUrl, modelId, wasmUrl, threads, compute, deviceFailure }: OpenOptions): Promise<void> {
    try {
      const onProgress = (progress: LoadProgress) => this.#reply({ type: "open-progress", progress });
      const store = await chooseStore();
      const { name, licence, ...file } = await openFile(store, modelUrl, modelId, onProgress);
      this.#engine = await LocalEngine.open({
        ...file,
        threads,
        compute,
        deviceFailure,
        wasmUrl,
        createSampler: this.#parts.createSampler,
        startOthers: () => this.#startThreads(threads - 1),
        openPrepared: () => PreparedWeights.open(store, file.hash),
        onProgress,
      });
      void this.#engine.deviceFailed?.then((detail) => this.#reply({ type: "device-failure", detail }));
      const { memoryBytes, adapterBytes } = this.#engine.teacher;
      this.#reply({
        type: "open-end",
        model: { ...this.#engine.model, name, licence },
        teachSizes: { memoryBytes, adapterBytes },
      });
    } catch (error) {
      this.#reply({ type: "open-failure", failure: asEngineError(error).failure });
    }
  }

  async #add(source: ModelSource): Promise<void> {
    try {
      const store = await chooseStore();
      if (store.kind === "memory") {
        throw new EngineError({
          code: "model-missing",
          detail: "this browser window keeps no files; a private one may not",
        });
      }
      const onProgress = (progress: AddProgress) => this.#reply({ type: "add-progress", progress });
      this.#reply({ type: "add-end", model: await addModel(store, source, { onProgress }) });
    } catch (error) {
      this.#reply({ type: "add-failure", failure: asEngineError(error).failure });
    }
  }

  async #complete({ id, requests, first: indices }: BatchCall): Promise<void> {
    const rows = requests.map(() => new AbortController());
    const first = new FirstRows(indices);
    this.#batches.set(id, rows);
    this.#first.set(id, first);
    try {
      await this.#opened().complete(
        requests.map((request, index) => ({ ...request, signal: rows[index]!.signal })),
        {
          first,
          onCompletion: (index, completion) => this.#reply({ type: "request-end", id, index, completion }),
          onFailure: (index, { failure }) => this.#reply({ type: "request-failure", id, index, failure }),
          onCancelled: (index) => {
            // Of a batch that was cancelled as a whole nobody asks.
            if (this.#batches.has(id)) this.#reply({ type: "request-cancelled", id, index });
          },
        },
      );
      this.#reply({ type: "batch-end", id });
    } catch (error) {
      this.#reply({ type: "batch-failure", id, failure: asEngineError(error).failure });
    } finally {
      this.#batches.delete(id);
      this.#first.delete(id);
    }
  }

  #startThreads(count: number): EngineThread[] {
    return Array.from({ length: count }, () => new EngineThread(this.#parts.startThreadWorker()));
  }

  /** Answers a call as a whole. */
  async #answer<Type extends keyof Answers>(
    { id }: { readonly type: Type; readonly id: CallId },
    answer: (engine: LocalEngine, calls: ScoreCalls) => Promise<Answers[Type]>,
  ): Promise<void> {
    const batch = new AbortController();
    this.#batches.set(id, [batch]);
    try {
      this.#reply({ type: "answer", id, result: await answer(this.#opened(), { signal: batch.signal }) });
    } catch (error) {
      // Where it was cancelled nobody waits for the reply.
      this.#reply({ type: "batch-failure", id, failure: asEngineError(error).failure });
    } finally {
      this.#batches.delete(id);
    }
  }

  #cancel(id: CallId, index: number | null): void {
    const rows = this.#batches.get(id) ?? [];
    for (const row of index === null ? rows : [rows[index]]) row?.abort();
    if (index === null) this.#batches.delete(id);
  }

  #opened(): LocalEngine {
    if (this.#engine === null) throw new EngineError({ code: "engine-crashed", detail: "no model is open" });
    return this.#engine;
  }
}

/** The file of a model that the site ships or the person added, from the store. */
async function openFile(
  store: ModelStore,
  modelUrl: string,
  modelId: string,
  onProgress: (progress: LoadProgress) => void,
): Promise<OpenedModelFile & Pick<ModelInfo, "name" | "licence">> {
  if (isOwnId(modelId)) return { ...(await openOwnModel(store, modelId)), licence: null };
  const model = findModel(await fetchModelLock(modelUrl), modelId);
  const file = await openModelFile({ model, baseUrl: modelUrl, store, onProgress });
  return { ...file, name: model.name, licence: model.licence };
}
