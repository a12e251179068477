import type { Sampler } from "../../sampler.ts";
import type { CompletionJob } from "./job.ts";
import { Scheduler } from "./scheduler.ts";
import { CHARACTERS, ScriptedDecoder } from "./testing/scripted-decoder.ts";
import { WorkPace } from "./work-pace.ts";

const SAMPLING = { temperature: 0, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, seed: 0 };

/** A scheduler over a decoder whose steps take so many milliseconds of a clock that only they and rests move. */
function start(millisecondsOf: (step: { rows: number; tokens: number }) => number = () => 10) {
  let now = 0;
  const rests: number[] = [];
  const pace = new WorkPace({
    nowMs: () => now,
    wait: (milliseconds) => {
      rests.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  });
  const decoder = new ScriptedDecoder();
  decoder.onStep = (step) => (now += millisecondsOf(step));
  const samplers = { create: (): Sampler | null => null };
  const scheduler = new Scheduler({
    decoder,
    tokenizer: CHARACTERS,
    createSampler: () => samplers.create(),
    contextTokens: 512,
    pace,
  });
  const ended: string[] = [];
  const failed: string[] = [];
  const urgent = new Set<string>();
  /** Resolves when the row has ended. */
  const ask = (prefix: string, suffix: string, maxTokens = 2, stop: readonly string[] = []): Promise<void> =>
    new Promise((resolve) => {
      const job: CompletionJob = {
        type: "completion",
        request: { prompt: { prefix, suffix }, sampling: { ...SAMPLING, maxTokens, stop: [...stop] } },
        isCancelled: () => false,
        isUrgent: () => urgent.has(suffix),
        end: ({ type }) => {
          (type === "failed" ? failed : ended).push(suffix);
          resolve();
        },
      };
      scheduler.submit(job);
    });
  const askAll = (prefix: string, names: readonly string[], maxTokens?: number) =>
    Promise.all(names.map((name) => ask(prefix, name, maxTokens)));
  return { decoder, samplers, pace, rests, ended, failed, urgent, ask, askAll };
}

const names = (count: number, letter = "r") => Array.from({ length: count }, (_, i) => `${letter}${i}`);

describe("the scheduler", () => {
  it("takes rows in the order they came where none is urgent, the first one alone", async () => {
    const { askAll, ended, decoder } = start();
    await askAll("p", names(100));
    expect(ended).toEqual(names(100));
    expect(decoder.steps.slice(0, 2).map(({ rows }) => rows)).toEqual([1, 1]);
  });

  it("takes urgent rows first, and what becomes urgent while it waits before what waited longer", async () => {
    const { askAll, ended, urgent, decoder } = start();
    for (const name of ["r80", "r81"]) urgent.add(name);
    decoder.onStep = () => {
      if (ended.length >= 2) urgent.add("r199");
    };
    await askAll("p", names(200));
    expect(ended.slice(0, 2)).toEqual(["r80", "r81"]);
    expect(ended.indexOf("r199")).toBeLessThan(100);
    expect(new Set(ended).size).toBe(200);
  });

  it("lets a group with urgent rows go before one without", async () => {
    const { askAll, ended, urgent } = start();
    for (const name of names(20, "b")) urgent.add(name);
    await Promise.all([askAll("one", names(100, "a")), askAll("two", names(100, "b"))]);
    expect(ended.slice(0, 20)).toEqual(names(20, "b"));
    expect(ended).toHaveLength(200);
  });

  it("lets an urgent row wait for the long rows of the step alone, not for all of their group", async () => {
    const { askAll, ended, urgent, decoder } = start();
    const long = names(40, "a").map((name) => name.padEnd(200, "x"));
    urgent.add("b0");
    const others: Promise<unknown>[] = [];
    decoder.onStep = () => {
      // Behind the first row, which runs alone.
      if (ended.length > 0 && others.length === 0) others.push(askAll("two", ["b0"]));
    };
    await askAll("", long);
    await Promise.all(others);
    expect(ended.indexOf("b0")).toBeLessThan(6);
    expect(ended).toHaveLength(41);
  });

  it("learns from its steps how many rows to run together", async () => {
    const cheap = start(() => 10);
    await cheap.askAll("p", names(1000));
    expect(Math.max(...cheap.decoder.steps.map(({ rows }) => rows))).toBeGreaterThan(48);
    const dear = start(({ tokens }) => 40 * tokens);
    await dear.askAll("p", names(1000));
    expect(dear.decoder.steps.at(-10)!.rows).toBeLessThanOrEqual(16);
    expect(dear.ended).toHaveLength(1000);
  });

  it("expects an answer that has begun to end with what stands between rows", async () => {
    const { ask, decoder } = start();
    const lineEnd = "\n".codePointAt(0)!;
    await ask("in: a\nout: b\n\nin:", " c\nout:", 3, ["\n"]);
    expect(decoder.wanted).toEqual([
      { kind: "candidates" },
      { kind: "candidates", expected: lineEnd },
      { kind: "candidates", expected: lineEnd },
    ]);
    decoder.wanted.length = 0;
    await ask("in: a, out: b, in:", " c, out:", 2, ["\n"]);
    expect(decoder.wanted).toEqual([{ kind: "candidates" }, { kind: "candidates" }]);
  });

  it("ends a row that cannot begin, and goes on with the others", async () => {
    const { askAll, samplers, ended, failed } = start();
    let begun = 0;
    samplers.create = () => {
      begun += 1;
      if (begun === 2) throw new Error("no sampler");
      return null;
    };
    await askAll("p", names(5));
    expect(failed).toEqual(["r1"]);
    expect(ended).toEqual(["r0", "r2", "r3", "r4"]);
  });

  it("rests as long as it worked where its pace is gentle, and not otherwise", async () => {
    const { askAll, rests, pace, decoder } = start();
    await askAll("p", names(5));
    expect(rests).toEqual([]);
    pace.setGentle(true);
    const [startMs, stepsBefore] = [pace.nowMs(), decoder.steps.length];
    await askAll("p", names(50));
    expect(pace.nowMs() - startMs).toBe(2 * 10 * (decoder.steps.length - stepsBefore));
  });
});
