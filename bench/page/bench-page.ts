import { openFewshot } from "./fewshot-peer.ts";
import { measureById } from "./measures.ts";
import type { OpenPeer, OpenPeerFunction } from "./peer.ts";
import { openWllama } from "./wllama-peer.ts";
import { capitals } from "./workloads.ts";

const OPENERS: Readonly<Record<string, OpenPeerFunction>> = { fewshot: openFewshot, wllama: openWllama };
const opened = new Map<string, OpenPeer>();

/** What bench.ts calls in the page. */
const bench = {
  /** Opens an engine and has it answer once. Resolves with its milliseconds since the page was asked for. */
  async open(name: string, threads: number): Promise<number> {
    const peer = await OPENERS[name]!({ threads });
    await peer.fill(await capitals(1));
    opened.set(name, peer);
    return performance.now();
  },
  async run(name: string, measure: string, round: number): Promise<number> {
    return measureById.get(measure)!.run(opened.get(name)!, round, name === "fewshot");
  },
  /** Texts of the answers to the first rows, to compare the engines. */
  async answers(name: string, rows: number): Promise<string[]> {
    const answers = await opened.get(name)!.fill(await capitals(rows));
    return answers.map(({ text }) => text.trim());
  },
};

export type Bench = typeof bench;
Object.assign(window, { bench });
