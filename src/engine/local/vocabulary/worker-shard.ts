import { EngineError } from "../../completer.ts";
import type { TokenScores, WantedScores } from "./scores.ts";
import type { CreateShard, ShardPort } from "./shard-port.ts";
import type { ShardCall, ShardReply } from "./shard-protocol.ts";
import type { ShardSize } from "./shard.ts";

type Ask = ShardCall extends infer Call ? (Call extends unknown ? Omit<Call, "id"> : never) : never;

interface Waiting {
  readonly resolve: (reply: ShardReply) => void;
  readonly reject: (error: EngineError) => void;
}

/** A shard in a Worker of its own. When the Worker stops, whatever was asked of it rejects with an EngineError. */
export class WorkerShard implements ShardPort {
  readonly size: ShardSize;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;

  private constructor(size: ShardSize, worker: Worker) {
    this.size = size;
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<ShardReply>) => this.#receive(data));
    worker.addEventListener("error", () => {
      for (const id of this.#waiting.keys())
        this.#receive({ type: "failure", id, detail: "its Worker stopped" });
    });
  }

  /** @param startWorker starts the Worker that runs startShardWorker */
  static createWith(startWorker: () => Worker): CreateShard {
    return async (size, center) => {
      const shard = new WorkerShard(size, startWorker());
      await shard.#ask({ type: "shard-create", size, center });
      return shard;
    };
  }

  async load(token: number, rows: Uint8Array): Promise<void> {
    await this.#ask({ type: "rows-load", token, rows });
  }

  async rows(ids: Int32Array): Promise<Uint8Array<ArrayBuffer>> {
    const reply = await this.#ask({ type: "rows-read", ids });
    return (reply as Extract<ShardReply, { type: "rows" }>).rows as Uint8Array<ArrayBuffer>;
  }

  async score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]> {
    const reply = await this.#ask({ type: "rows-score", hidden, wanted });
    return [...(reply as Extract<ShardReply, { type: "scores" }>).scores];
  }

  #ask(ask: Ask): Promise<ShardReply> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...ask, id });
    });
  }

  #receive(reply: ShardReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.type === "failure") {
      waiting?.reject(
        new EngineError({ code: "engine-crashed", detail: `a part of the vocabulary: ${reply.detail}` }),
      );
    } else {
      waiting?.resolve(reply);
    }
  }
}
