import type { CompleteCalls, Completion, CompletionRequest } from "../../completer.ts";
import { EngineError } from "../../completer.ts";
import { FirstRows } from "../../first-rows.ts";
import { GREEDY } from "../../testing/greedy.ts";
import { completeLeadFirst } from "./lead-rows.ts";

const ROWS = 600;
const COMPLETION: Completion = { text: "x", tokens: [], finish: "stop", promptTokens: 3, milliseconds: 1 };

const requests = (count: number): CompletionRequest[] =>
  Array.from({ length: count }, (_, row) => ({
    prompt: { prefix: "a", suffix: String(row) },
    sampling: GREEDY,
  }));

interface Sent {
  readonly suffixes: readonly string[];
  readonly calls: CompleteCalls;
  end(): void;
  fail(error: Error): void;
}

/** Batches as they are sent, which end when the test says so. */
function start(count: number, calls: CompleteCalls) {
  const sent: Sent[] = [];
  const done = completeLeadFirst(requests(count), calls, (some, their) => {
    const suffixes = some.map(({ prompt }) => prompt.suffix);
    return new Promise<void>((end, fail) => sent.push({ suffixes, calls: their, end, fail }));
  });
  return { sent, done };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("a large batch", () => {
  it("sends its first rows, and the others when one of those has ended", async () => {
    const { sent, done } = start(ROWS, {});
    await turn();
    expect(sent.map(({ suffixes }) => suffixes.length)).toEqual([256]);
    sent[0]!.calls.onCompletion!(7, COMPLETION);
    await turn();
    expect(sent.flatMap(({ suffixes }) => suffixes)).toEqual(
      Array.from({ length: ROWS }, (_, row) => String(row)),
    );
    for (const { end } of sent) end();
    await done;
  });

  it("tells outcomes by their places in the whole", async () => {
    const told: unknown[] = [];
    const { sent, done } = start(ROWS, {
      onCompletion: (index) => told.push(["completed", index]),
      onFailure: (index, { failure }) => told.push([failure.code, index]),
      onCancelled: (index) => told.push(["cancelled", index]),
    });
    sent[0]!.calls.onCancelled!(3);
    await turn();
    sent[1]!.calls.onCompletion!(0, COMPLETION);
    sent[1]!.calls.onFailure!(9, new EngineError({ code: "prompt-too-long", tokens: 9, limit: 1 }));
    for (const { end } of sent) end();
    await done;
    expect(told).toEqual([
      ["cancelled", 3],
      ["completed", 256],
      ["prompt-too-long", 265],
    ]);
  });

  it("passes on which rows go first, also when that changes", async () => {
    const first = new FirstRows([2, 300]);
    const { sent, done } = start(ROWS, { first });
    sent[0]!.calls.onCompletion!(2, COMPLETION);
    await turn();
    const firsts = () => sent.map(({ calls }) => calls.first!.indices);
    expect(firsts()).toEqual([[2], [44]]);
    first.set([255, 256, 599]);
    expect(firsts()).toEqual([[255], [0, 343]]);
    for (const { end } of sent) end();
    await done;
  });

  it("rejects where its first rows do, and sends no others", async () => {
    const { sent, done } = start(ROWS, {});
    sent[0]!.fail(new Error("gone"));
    await expect(done).rejects.toThrow("gone");
    expect(sent).toHaveLength(1);
  });
});

it("sends a batch that is not large as it is", async () => {
  const calls: CompleteCalls = {};
  const { sent, done } = start(256, calls);
  expect(sent).toHaveLength(1);
  expect(sent[0]!.calls).toBe(calls);
  sent[0]!.end();
  await done;
});
