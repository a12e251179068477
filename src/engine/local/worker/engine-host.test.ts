import { EngineHost } from "./engine-host.ts";
import type { EngineCall, EngineReply } from "./protocol.ts";

const CALLS: readonly EngineCall[] = [
  { type: "batch-score", id: 1, requests: [] },
  { type: "batch-embed", id: 1, requests: [] },
  { type: "text-tokenize", id: 1, text: "a" },
  { type: "place-inspect", id: 1, request: { prompt: { prefix: "", suffix: "a" }, answer: [] } },
  { type: "batch-complete", id: 1, requests: [], first: [] },
];

/** What the Worker's side says to a call before any model is open. */
async function repliesTo(call: EngineCall): Promise<EngineReply[]> {
  const replies: EngineReply[] = [];
  const startThreadWorker = () => {
    throw new Error("no threads here");
  };
  const host = new EngineHost({ createSampler: () => null, startThreadWorker }, (reply) =>
    replies.push(reply),
  );
  await host.handle(call);
  return replies;
}

describe("the Worker's side of the engine", () => {
  it.each(CALLS)("tells the one who asked why there is no answer: $type", async (call) => {
    const failure = { code: "engine-crashed", detail: "no model is open" };
    expect(await repliesTo(call)).toEqual([{ type: "batch-failure", id: 1, failure }]);
  });

  it("takes it calmly that room is to be left before a model is open", async () => {
    expect(await repliesTo({ type: "gentle-set", isGentle: true })).toEqual([]);
  });
});
