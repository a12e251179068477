import type { Head } from "../runtime/head.ts";
import type { LastNorm } from "../runtime/last-norm.ts";
import { CANDIDATES, type TokenScores, type WantedScores } from "../vocabulary/scores.ts";
import { grown, storageBuffer } from "./buffers.ts";
import type { DeviceVocabulary } from "./device-vocabulary.ts";
import type { GpuDevice } from "./gpu-device.ts";
import type { KernelSet } from "./kernel-set.ts";
import {
  candidatesKernel,
  CHUNK,
  chunkKernel,
  OUTCOME_ENTRIES,
  tokenLogitsKernel,
} from "./kernels/candidates.ts";
import { normKernel } from "./kernels/norms.ts";
import { productStep } from "./product-step.ts";
import { Readback, type BufferPart } from "./readback.ts";
import { bind, encodeSteps, step, type Step } from "./step.ts";

/** Rows that are scored at once: bounds the memory of their logits. */
const MOST_ROWS = 64;

const FLOAT = Float32Array.BYTES_PER_ELEMENT;
const PAIR = 2 * Uint32Array.BYTES_PER_ELEMENT;

export interface GpuHeadParts {
  readonly gpu: GpuDevice;
  readonly kernels: KernelSet;
  readonly vocabulary: DeviceVocabulary;
  /** [hidden] */
  readonly norm: GPUBuffer;
  readonly normEpsilon: number;
  /** The same norm in this thread. */
  readonly normed: LastNorm;
}

/** Last norm, last matrix and what is wanted of its logits, on a graphics device: the logits themselves stay there. */
export class GpuHead implements Head {
  readonly normed: LastNorm;
  readonly #parts: GpuHeadParts;
  readonly #readback: Readback;
  readonly #mostRows: number;
  readonly #hidden: GPUBuffer;
  readonly #normedRows: GPUBuffer;
  readonly #logits: GPUBuffer;
  readonly #chunks: GPUBuffer;
  readonly #outcome: GPUBuffer;
  #steps: readonly Step[] = [];
  #gather: GPUComputePipeline | null = null;
  /** Rows and tokens whose logits are wanted, and these: of the longest list so far. */
  #pairs: GPUBuffer | null = null;
  #picked: GPUBuffer | null = null;

  private constructor(parts: GpuHeadParts) {
    const { gpu, vocabulary, normed } = parts;
    const { device } = gpu;
    const { size, hidden } = vocabulary;
    this.normed = normed;
    this.#parts = parts;
    this.#readback = new Readback(gpu);
    const most = Math.floor(device.limits.maxStorageBufferBindingSize / (size * FLOAT));
    this.#mostRows = Math.min(MOST_ROWS, most);
    this.#hidden = storageBuffer(device, MOST_ROWS * hidden * FLOAT);
    this.#normedRows = storageBuffer(device, MOST_ROWS * hidden * FLOAT);
    this.#logits = storageBuffer(device, this.#mostRows * size * FLOAT);
    this.#chunks = storageBuffer(device, this.#mostRows * Math.ceil(size / CHUNK) * PAIR);
    this.#outcome = storageBuffer(device, this.#mostRows * OUTCOME_ENTRIES * PAIR);
  }

  /** Compiles the kernels. Rejects where the device refuses one. */
  static async create(parts: GpuHeadParts): Promise<GpuHead> {
    const head = new GpuHead(parts);
    await head.#compile();
    return head;
  }

  async score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]> {
    const width = this.#parts.vocabulary.hidden;
    const scores: TokenScores[] = [];
    for (let first = 0; first < wanted.length; first += this.#mostRows) {
      const some = wanted.slice(first, first + this.#mostRows);
      const rows = hidden.slice(first * width, (first + some.length) * width);
      scores.push(...(await this.#scoreSome(rows, some)));
    }
    return scores;
  }

  async release(): Promise<void> {
    // All memory of the device goes with it, when the layers are released.
  }

  async #compile(): Promise<void> {
    const { gpu, kernels, vocabulary, norm, normEpsilon } = this.#parts;
    const { device } = gpu;
    const { size, hidden, pieces } = vocabulary;
    const perRow = (rows: number) => [rows, 1] as const;
    const normed = await kernels.compile(normKernel(hidden, normEpsilon));
    const chunks = await kernels.compile(chunkKernel(size));
    const candidates = await kernels.compile(candidatesKernel(size));
    this.#gather = await kernels.compile(tokenLogitsKernel(size));
    const products = pieces.map(({ matrix, run }) =>
      productStep(device, kernels, matrix, { input: this.#normedRows, out: this.#logits, run }, size),
    );
    this.#steps = [
      step(device, normed, [this.#hidden, norm, this.#normedRows], perRow),
      ...(await Promise.all(products)),
      step(device, chunks, [this.#logits, this.#chunks], (rows) => [Math.ceil(size / CHUNK), rows]),
      step(device, candidates, [this.#logits, this.#chunks, this.#outcome], perRow),
    ];
  }

  /** hidden: [wanted.length, hidden], at most mostRows */
  async #scoreSome(
    hidden: Float32Array<ArrayBuffer>,
    wanted: readonly WantedScores[],
  ): Promise<TokenScores[]> {
    const { gpu, vocabulary } = this.#parts;
    const { device } = gpu;
    const rows = wanted.length;
    device.queue.writeBuffer(this.#hidden, 0, hidden);
    for (const { run, first } of vocabulary.pieces)
      device.queue.writeBuffer(run, 0, Uint32Array.of(rows, first));
    const encoder = device.createCommandEncoder();
    encodeSteps(encoder, this.#steps, rows);
    const parts: BufferPart[] = [{ buffer: this.#outcome, offset: 0, bytes: rows * OUTCOME_ENTRIES * PAIR }];
    const gathered = this.#encodeGather(encoder, wanted);
    if (gathered !== null) parts.push(gathered);
    const wholeBytes = vocabulary.size * FLOAT;
    for (const [row, want] of wanted.entries())
      if (want.kind === "whole")
        parts.push({ buffer: this.#logits, offset: row * wholeBytes, bytes: wholeBytes });
    const made = await this.#readback.submit(encoder, parts);
    return readScores(made, wanted, vocabulary.size, gathered?.bytes ?? 0);
  }

  /** Picks the logits of wanted tokens of all rows; null where none are wanted. */
  #encodeGather(encoder: GPUCommandEncoder, wanted: readonly WantedScores[]): BufferPart | null {
    const pairs = wanted.flatMap((want, row) =>
      want.kind === "tokens" ? [...want.ids].flatMap((id) => [row, id]) : [],
    );
    if (pairs.length === 0) return null;
    const { device } = this.#parts.gpu;
    const bytes = (pairs.length / 2) * FLOAT;
    this.#pairs = grown(device, this.#pairs, (pairs.length / 2) * PAIR);
    this.#picked = grown(device, this.#picked, bytes);
    device.queue.writeBuffer(this.#pairs, 0, Uint32Array.from(pairs));
    const buffers = [this.#logits, this.#pairs, this.#picked];
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.#gather!);
    pass.setBindGroup(0, bind(device, this.#gather!.getBindGroupLayout(0), buffers));
    pass.dispatchWorkgroups(Math.ceil(pairs.length / 2 / 64));
    pass.end();
    return { buffer: this.#picked, offset: 0, bytes };
  }
}

/** made: outcome of the rows, gathered logits, whole logits; as they were asked for */
function readScores(
  made: ArrayBuffer,
  wanted: readonly WantedScores[],
  vocabulary: number,
  gatheredBytes: number,
): TokenScores[] {
  const ids = new Uint32Array(made);
  const values = new Float32Array(made);
  let gathered = wanted.length * OUTCOME_ENTRIES * 2;
  let whole = gathered + gatheredBytes / FLOAT;
  return wanted.map((want, row) => {
    const from = row * OUTCOME_ENTRIES * 2;
    const count = Math.min(CANDIDATES, vocabulary);
    const scores: TokenScores = {
      candidateIds: Int32Array.from({ length: count }, (_, i) => ids[from + 2 * i]!),
      candidateLogits: Float32Array.from({ length: count }, (_, i) => values[from + 2 * i + 1]!),
      logSumExp: values[from + 2 * CANDIDATES + 1]!,
    };
    if (want.kind === "whole") return { ...scores, wholeLogits: values.slice(whole, (whole += vocabulary)) };
    if (want.kind === "tokens")
      return { ...scores, tokenLogits: values.slice(gathered, (gathered += want.ids.length)) };
    return scores;
  });
}
