import { openFewshot } from "./fewshot-peer.ts";
import { kernelRate } from "./kernel-rate.ts";
import { measureById } from "./measures.ts";
import type { OpenPeer, OpenPeerFunction } from "./peer.ts";
import { openTransformersWasm, openTransformersWebGpu } from "./transformers-peer.ts";
import { openWllama } from "./wllama-peer.ts";
import { answersOf, capitals, capitalsAfter } from "./workloads.ts";

const OPENERS: Readonly<Record<string, OpenPeerFunction>> = {
  fewshot: openFewshot("processor"),
  webgpu: openFewshot("graphics"),
  wllama: openWllama,
  "transformers.js": openTransformersWasm,
  "transformers.js-webgpu": openTransformersWebGpu,
};
const opened = new Map<string, OpenPeer>();

/** A fill whose cost is looked at: so many rows, after so many examples, or with answers of so many tokens. */
export interface Growth {
  readonly rows: number;
  readonly examples?: number;
  readonly tokens?: number;
}

export interface FillTimes {
  readonly seconds: number;
  /** Until the first answer; Infinity where the peer does not tell. */
  readonly first: number;
}

/** What bench.ts and growth.ts call in the page. */
const bench = {
  /** Opens an engine and has it answer once. Resolves with its milliseconds since the page was asked for. */
  async open(name: string, threads: number): Promise<number> {
    const peer = await OPENERS[name]!({ threads });
    await peer.fill(await capitals(1));
    opened.set(name, peer);
    return performance.now();
  },
  async run(name: string, measure: string, round: number): Promise<number> {
    return measureById.get(measure)!.run(opened.get(name)!, round);
  },
  runtime: (name: string): string => opened.get(name)!.runtime,
  /** What the engine reads and writes for a row: tokens of its own text, and tokens of its answer. */
  async rowTokens(name: string): Promise<{ read: number; scored: number }> {
    const [request] = await capitals(1);
    const peer = opened.get(name)!;
    const [answer] = await peer.fill([request!]);
    const { prefix, suffix } = request!.prompt;
    const read = (await peer.countTokens(prefix + suffix)) - (await peer.countTokens(prefix));
    return { read: read + answer!.tokens - 1, scored: answer!.tokens };
  },
  /** Seconds of one warm fill, what all its rows share already read, and until its first answer. */
  async fillTimes(name: string, { rows, examples, tokens }: Growth): Promise<FillTimes> {
    const peer = opened.get(name)!;
    const requests = (count: number) =>
      examples !== undefined
        ? capitalsAfter(examples, count)
        : tokens !== undefined
          ? answersOf(tokens, count)
          : capitals(count);
    await peer.fill(await requests(1));
    const fill = await requests(rows);
    const startMs = performance.now();
    const sinceStart = () => (performance.now() - startMs) / 1000;
    let first = Infinity;
    await peer.fill(fill, () => (first = Math.min(first, sinceStart())));
    return { seconds: sinceStart(), first };
  },
  kernelRate,
  /** Texts of the answers to the first rows, to compare the engines. */
  async answers(name: string, rows: number): Promise<string[]> {
    const answers = await opened.get(name)!.fill(await capitals(rows));
    return answers.map(({ text }) => text.trim());
  },
};

export type Bench = typeof bench;
Object.assign(window, { bench });
