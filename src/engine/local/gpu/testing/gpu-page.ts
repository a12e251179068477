import { MemorySource } from "../../gguf/memory-source.ts";
import { openGguf } from "../../gguf/gguf-file.ts";
import type { PackedRow } from "../../runtime/decoder.ts";
import type { PackedDecoder } from "../../runtime/packed-decoder.ts";
import { GpuDevice } from "../gpu-device.ts";
import { loadGpuDecoder } from "../load-gpu-decoder.ts";
import { engineInWorker } from "./engine-in-worker.ts";

/** What one row wants to know, as plain arrays: it crosses to the test. */
export interface PageScores {
  readonly candidateIds: readonly number[];
  readonly candidateLogits: readonly number[];
  readonly logSumExp: number;
  /** Of the tokens that were asked for; all of them where none were named. */
  readonly logits: readonly number[];
}

let opened: PackedDecoder | null = null;
let live: () => number = () => 0;

/** Gives how many of the buffers that the device makes from now on were not destroyed. */
function countBuffers(device: GPUDevice): () => number {
  let count = 0;
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    count += 1;
    buffer.destroy = () => {
      count -= 1;
      destroy();
    };
    return buffer;
  };
  return () => count;
}

async function scoresOf(
  decoder: PackedDecoder,
  hidden: Float32Array,
  ids: readonly number[],
): Promise<PageScores> {
  const wanted =
    ids.length > 0 ? ({ kind: "tokens", ids: Int32Array.from(ids) } as const) : ({ kind: "whole" } as const);
  const [scores] = await decoder.score(hidden, [wanted]);
  return {
    candidateIds: [...scores!.candidateIds],
    candidateLogits: [...scores!.candidateLogits],
    logSumExp: scores!.logSumExp,
    logits: [...(scores!.tokenLogits ?? scores!.wholeLogits!)],
  };
}

/** What the tests of the graphics device call in a page. */
const page = {
  /** Opens the model at an address on the device; gives its name, and whether it is an imitation. */
  async open(url: string, testTokens: readonly number[]) {
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
    const file = await openGguf(new MemorySource(bytes));
    const gpu = await GpuDevice.open();
    if (!(gpu instanceof GpuDevice)) throw new Error(gpu.code);
    live = countBuffers(gpu.device);
    opened = await loadGpuDecoder(file, gpu, { testTokens });
    return { name: gpu.name, isSoftware: gpu.isSoftware };
  },
  /** Scores after the tokens, the first `shared` of them run as prefix. */
  async scores(tokens: readonly number[], shared: number, ids: readonly number[] = []) {
    const decoder = opened!;
    const prefix = await decoder.runPrefix(tokens.slice(0, shared), async () => {});
    const row = { tokens: tokens.slice(shared), slots: [], prefixLength: shared };
    const { hidden, slots } = await decoder.runRows(prefix, [row]);
    const scores = await scoresOf(decoder, hidden, ids);
    decoder.free(slots.flat());
    decoder.freePrefix(prefix);
    return scores;
  },
  /** Candidates of each row, run in packs of so many behind the same prefix. */
  async packs(prefixTokens: readonly number[], rows: readonly (readonly number[])[], size: number) {
    const decoder = opened!;
    const prefix = await decoder.runPrefix(prefixTokens, async () => {});
    const candidates: { ids: number[]; logits: number[] }[] = [];
    for (let first = 0; first < rows.length; first += size) {
      const pack = rows
        .slice(first, first + size)
        .map((tokens): PackedRow => ({ tokens, slots: [], prefixLength: prefixTokens.length }));
      const { hidden, slots } = await decoder.runRows(prefix, pack);
      const scores = await decoder.score(
        hidden,
        pack.map(() => ({ kind: "candidates" })),
      );
      for (const { candidateIds, candidateLogits } of scores)
        candidates.push({ ids: [...candidateIds], logits: [...candidateLogits] });
      decoder.free(slots.flat());
    }
    decoder.freePrefix(prefix);
    return candidates;
  },
  /** Logits of each layer's state of the last token, and its attention. */
  async inside(tokens: readonly number[]) {
    const { states, attention } = await opened!.lookInside(tokens, async () => {});
    const scores = await opened!.score(
      states,
      attention.map(() => ({ kind: "whole" })),
    );
    return {
      logits: scores.map(({ wholeLogits }) => [...wholeLogits!]),
      attention: attention.map((heads) => [...heads]),
    };
  },
  /** Buffers of the device that are there now. */
  liveBuffers: () => live(),
  engine: engineInWorker,
};

export type GpuPage = typeof page;
Object.assign(window, { gpuPage: page });
