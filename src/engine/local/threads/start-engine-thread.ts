import { LayerThread } from "../layers/layer-thread.ts";
import { VocabularyShard } from "../vocabulary/shard.ts";
import { openOpfsReader } from "../weights/opfs-source.ts";
import type { ThreadCall, ThreadReply } from "./thread-protocol.ts";

type Answer = ThreadReply extends infer Reply ? (Reply extends unknown ? Omit<Reply, "id"> : never) : never;

/** Answers the engine's calls from inside a further thread's Worker. */
export function startEngineThread(): void {
  let shard: VocabularyShard | null = null;
  let layers: LayerThread | null = null;
  const answer = async (call: ThreadCall): Promise<Answer> => {
    switch (call.type) {
      case "shard-create":
        shard = await createShard(call);
        return { type: "shard", readsRows: shard.readsRows };
      case "rows-load": {
        const { token, count, rows, preview } = call;
        return { type: "loaded", preview: made(shard).load(token, count, rows, preview) };
      }
      case "rows-read":
        return { type: "rows", rows: made(shard).rows(call.ids) };
      case "rows-score":
        return { type: "scores", scores: made(shard).score(call.hidden, call.wanted) };
      case "layers-start":
        layers = await LayerThread.create(call.plan);
        return { type: "done" };
      case "layers-run":
        made(layers).run(call.tokens);
        return { type: "done" };
      default:
        return call satisfies never;
    }
  };
  addEventListener("message", ({ data: call }: MessageEvent<ThreadCall>) => {
    answer(call).then(
      (reply) => postMessage({ ...reply, id: call.id }),
      (error: unknown) => {
        const detail = error instanceof Error ? error.message : String(error);
        postMessage({ type: "failure", id: call.id, detail } satisfies ThreadReply);
      },
    );
  });
}

async function createShard({
  size,
  channels,
  rows,
}: Extract<ThreadCall, { type: "shard-create" }>): Promise<VocabularyShard> {
  const reader = rows && (await openOpfsReader(rows.file));
  return VocabularyShard.create(size, channels, reader && { reader, offset: rows.offset });
}

function made<Part>(part: Part | null): Part {
  if (part === null) throw new Error("a part that was not made is asked for");
  return part;
}
