import type { ShardCall, ShardReply } from "./shard-protocol.ts";
import { VocabularyShard } from "./shard.ts";

type Answer = ShardReply extends infer Reply ? (Reply extends unknown ? Omit<Reply, "id"> : never) : never;

/** Answers the engine's calls from inside a shard's Worker. */
export function startShardWorker(): void {
  let shard: VocabularyShard | null = null;
  const answer = async (call: ShardCall): Promise<Answer> => {
    if (call.type === "shard-create") {
      shard = await VocabularyShard.create(call.size, call.center);
      return { type: "done" };
    }
    if (shard === null) throw new Error("the shard was not created");
    switch (call.type) {
      case "rows-load":
        shard.load(call.token, call.rows);
        return { type: "done" };
      case "rows-read":
        return { type: "rows", rows: shard.rows(call.ids) };
      case "rows-score":
        return { type: "scores", scores: shard.score(call.hidden, call.wanted) };
      default:
        return call satisfies never;
    }
  };
  addEventListener("message", ({ data: call }: MessageEvent<ShardCall>) => {
    answer(call).then(
      (reply) => postMessage({ ...reply, id: call.id }),
      (error: unknown) => {
        const detail = error instanceof Error ? error.message : String(error);
        postMessage({ type: "failure", id: call.id, detail } satisfies ShardReply);
      },
    );
  });
}
