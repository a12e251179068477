import { EngineError } from "../../completer.ts";
import type { LayerThreadPort } from "../layers/layer-thread.ts";
import { shardOffset, type CreateShard } from "../vocabulary/shard-port.ts";
import type { ThreadCall, ThreadReply } from "./thread-protocol.ts";

type Ask = ThreadCall extends infer Call ? (Call extends unknown ? Omit<Call, "id"> : never) : never;

interface Waiting {
  readonly resolve: (reply: ThreadReply) => void;
  readonly reject: (error: EngineError) => void;
}

/**
 * A further thread of the engine: a Worker that has a part of the vocabulary, and takes part in the layers. When the
 * Worker stops, whatever was asked of it rejects with an EngineError.
 */
export class EngineThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;

  /** @param worker a Worker that runs startEngineThread */
  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<ThreadReply>) => this.#receive(data));
    worker.addEventListener("error", () => {
      for (const id of this.#waiting.keys())
        this.#receive({ type: "failure", id, detail: "its Worker stopped" });
    });
  }

  /** Its part of the vocabulary. */
  readonly createShard: CreateShard = async (size, channels, place) => {
    const file = place?.source.file;
    const rows = place && file ? { file, offset: shardOffset(place, size) } : null;
    const { readsRows } = await this.#ask({ type: "shard-create", size, channels, rows }, "shard");
    return {
      size,
      readsRows,
      load: async (token, count, q8Rows, preview) =>
        (await this.#ask({ type: "rows-load", token, count, rows: q8Rows, preview }, "loaded")).preview,
      rows: async (ids) =>
        (await this.#ask({ type: "rows-read", ids }, "rows")).rows as Uint8Array<ArrayBuffer>,
      score: async (hidden, wanted) => [
        ...(await this.#ask({ type: "rows-score", hidden, wanted }, "scores")).scores,
      ],
    };
  };

  /** Its part in the layers. */
  readonly layers: LayerThreadPort = {
    start: async (plan) => {
      await this.#ask({ type: "layers-start", plan });
    },
    run: async (tokens) => {
      await this.#ask({ type: "layers-run", tokens });
    },
  };

  async #ask<Type extends ThreadReply["type"] = "done">(
    ask: Ask,
    type = "done" as Type,
  ): Promise<Extract<ThreadReply, { type: Type }>> {
    const id = this.#nextId++;
    const reply = await new Promise<ThreadReply>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...ask, id });
    });
    if (reply.type !== type) throw failed(`${ask.type} was answered by ${reply.type}`);
    return reply as Extract<ThreadReply, { type: Type }>;
  }

  #receive(reply: ThreadReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.type === "failure") waiting?.reject(failed(reply.detail));
    else waiting?.resolve(reply);
  }
}

const failed = (detail: string): EngineError =>
  new EngineError({ code: "engine-crashed", detail: `a thread of the engine: ${detail}` });
