import type { DecoderRecipe } from "../architectures/architecture.ts";
import { attentionOf } from "../layers/attention-of.ts";
import type { InsideLayers, LastToken, Layers, TokenRun } from "../layers/layers.ts";
import { RotaryTable } from "../runtime/rotary-table.ts";
import { storageBuffer, uniformBuffer } from "./buffers.ts";
import type { DeviceMatrix } from "./device-matrix.ts";
import type { GpuDevice } from "./gpu-device.ts";
import type { KernelSet } from "./kernel-set.ts";
import { attentionKernel } from "./kernels/attention.ts";
import { GATE_THREADS, gatesKernel } from "./kernels/gates.ts";
import { addChangeKernel, normKernel } from "./kernels/norms.ts";
import { placementKernel } from "./kernels/placement.ts";
import { productStep } from "./product-step.ts";
import { Readback, type BufferPart } from "./readback.ts";
import { encodeSteps, step, type Step } from "./step.ts";

/** The weights of one layer on the device. */
export interface DeviceLayer {
  /** Queries, keys and values one below the other. */
  readonly projections: DeviceMatrix;
  readonly output: DeviceMatrix;
  /** Gates, then the values they open. */
  readonly gates: DeviceMatrix;
  readonly down: DeviceMatrix;
  /** [hidden] each; the two behind attention and feed-forward only where the recipe has them. */
  readonly attentionNorm: GPUBuffer;
  readonly feedForwardNorm: GPUBuffer;
  readonly postAttentionNorm: GPUBuffer | null;
  readonly postFeedForwardNorm: GPUBuffer | null;
  /** [2, headDim], of queries (times the score scale) and keys; null where the recipe has none. */
  readonly headNorms: GPUBuffer | null;
}

export interface GpuLayersParts {
  readonly gpu: GpuDevice;
  readonly kernels: KernelSet;
  readonly recipe: DecoderRecipe;
  readonly layers: readonly DeviceLayer[];
  /** [hidden] */
  readonly lastNorm: GPUBuffer;
  /** Writes the embeddings of ids to the state. */
  readonly embed: (ids: GPUBuffer, state: GPUBuffer) => Promise<readonly Step[]>;
}

export interface RunSizes {
  readonly mostTokens: number;
  readonly contextTokens: number;
}

const FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** Slots that the cache has at first. */
const FIRST_SLOTS = 256;

/** The steps that depend on where the cache lies, and all others, of one layer. */
interface LayerSteps {
  readonly before: readonly Step[];
  readonly cached: readonly Step[];
  readonly after: readonly Step[];
}

/** The layers of a decoder on a graphics device, with their KV cache. Only wanted states come back. */
export class GpuLayers implements Layers {
  readonly mostTokens: number;
  readonly slotBytes: number;
  readonly #parts: GpuLayersParts;
  readonly #readback: Readback;
  readonly #rotaries: readonly RotaryTable[];
  readonly #buffers: ReturnType<typeof runBuffers>;
  #first: readonly Step[] = [];
  #steps: LayerSteps[] = [];
  #caches: GPUBuffer[] = [];
  #slots = 0;
  /** What runs over the cache, by layer. */
  #pipelines: { readonly place: GPUComputePipeline; readonly attend: GPUComputePipeline }[] = [];

  private constructor(parts: GpuLayersParts, sizes: RunSizes) {
    const { recipe, gpu } = parts;
    this.#parts = parts;
    this.mostTokens = sizes.mostTokens;
    this.slotBytes = recipe.layers.length * slotBytes(recipe);
    this.#readback = new Readback(gpu);
    this.#rotaries = recipe.rotaries.map((frequencies) => new RotaryTable(frequencies));
    this.#buffers = runBuffers(gpu.device, recipe, sizes);
  }

  /** Compiles the kernels. Rejects where the device refuses one. */
  static async create(parts: GpuLayersParts, sizes: RunSizes): Promise<GpuLayers> {
    const layers = new GpuLayers(parts, sizes);
    await layers.#compile();
    return layers;
  }

  reserve(slots: number): void {
    if (slots <= this.#slots) return;
    const { gpu, recipe } = this.#parts;
    const { device } = gpu;
    const bytes = slotBytes(recipe);
    const most = Math.floor(device.limits.maxStorageBufferBindingSize / bytes);
    if (slots > most) throw new RangeError(`the graphics device holds ${most} tokens, not ${slots}`);
    const grown = Math.min(most, Math.max(slots, 2 * this.#slots, FIRST_SLOTS));
    const encoder = device.createCommandEncoder();
    const before = this.#caches;
    this.#caches = recipe.layers.map((_, layer) => {
      const cache = storageBuffer(device, grown * bytes);
      if (before[layer]) encoder.copyBufferToBuffer(before[layer], 0, cache, 0, this.#slots * bytes);
      return cache;
    });
    device.queue.submit([encoder.finish()]);
    for (const cache of before) cache.destroy();
    this.#slots = grown;
    this.#bindCaches();
  }

  async run(run: TokenRun): Promise<Float32Array> {
    if (run.adapter !== null || run.onLowerStates !== undefined) throw new Error("no adapters on the device");
    const { hidden } = this.#parts.recipe;
    const { state } = this.#buffers;
    this.#prepare(run);
    const encoder = this.#parts.gpu.device.createCommandEncoder();
    const steps = [
      ...this.#first,
      ...this.#steps.flatMap(({ before, cached, after }) => [...before, ...cached, ...after]),
    ];
    encodeSteps(encoder, steps, run.ids.length);
    return new Float32Array(
      await this.#readback.submit(encoder, rowParts(state, run.wanted, hidden * FLOAT)),
    );
  }

  async lookInside({ id, slots, adapter }: LastToken): Promise<InsideLayers> {
    if (adapter !== null) throw new Error("no adapters on the device");
    const { recipe, gpu } = this.#parts;
    const { layers, hidden, heads, headDim } = recipe;
    const position = slots.length - 1;
    const token = { position, slot: slots[position]!, listStart: 0, listLength: slots.length };
    this.#prepare({ ids: [id], tokens: [token], lists: slots });
    const encoder = gpu.device.createCommandEncoder();
    const states = storageBuffer(gpu.device, layers.length * hidden * FLOAT);
    const queries = storageBuffer(gpu.device, layers.length * heads * headDim * FLOAT);
    encodeSteps(encoder, this.#first, 1);
    for (const [layer, { before, cached, after }] of this.#steps.entries()) {
      encodeSteps(encoder, [...before, ...cached], 1);
      const bytes = heads * headDim * FLOAT;
      encoder.copyBufferToBuffer(this.#buffers.projections, 0, queries, layer * bytes, bytes);
      encodeSteps(encoder, after, 1);
      encoder.copyBufferToBuffer(this.#buffers.state, 0, states, layer * hidden * FLOAT, hidden * FLOAT);
    }
    const most = Math.max(...slots) + 1;
    const cached = this.#caches.map((buffer) => ({ buffer, offset: 0, bytes: most * slotBytes(recipe) }));
    const whole = (buffer: GPUBuffer): BufferPart => ({ buffer, offset: 0, bytes: buffer.size });
    const made = await this.#readback.submit(encoder, [whole(states), whole(queries), ...cached]);
    const values = new Float32Array(made);
    const width = slotBytes(recipe) / FLOAT;
    const firstQuery = states.size / FLOAT;
    const firstKey = firstQuery + queries.size / FLOAT;
    states.destroy();
    queries.destroy();
    return {
      states: values.slice(0, layers.length * hidden),
      attention: layers.map((_, layer) => {
        const from = firstQuery + layer * heads * headDim;
        const keysFrom = firstKey + layer * most * width;
        return attentionOf(recipe, layer, values.subarray(from, from + heads * headDim), slots, (slot) =>
          values.subarray(keysFrom + slot * width, keysFrom + slot * width + width / 2),
        );
      }),
    };
  }

  release(): void {
    this.#parts.gpu.close();
  }

  /** Brings what a run reads to the device. */
  #prepare({ ids, tokens, lists }: Pick<TokenRun, "ids" | "tokens" | "lists">): void {
    const { queue } = this.#parts.gpu.device;
    const buffers = this.#buffers;
    queue.writeBuffer(buffers.run, 0, Uint32Array.of(ids.length, 0));
    queue.writeBuffer(buffers.ids, 0, Uint32Array.from(ids));
    const positions = tokens.map(({ position }) => position);
    for (const [kind, rotary] of this.#rotaries.entries()) {
      const { cosine, sine } = rotary.lookUp(positions);
      queue.writeBuffer(buffers.cosines, kind * cosine.byteLength, cosine as Float32Array<ArrayBuffer>);
      queue.writeBuffer(buffers.sines, kind * sine.byteLength, sine as Float32Array<ArrayBuffer>);
    }
    const places = tokens.flatMap(({ slot, listStart, listLength }) => [slot, listStart, listLength, 0]);
    queue.writeBuffer(buffers.places, 0, Uint32Array.from(places));
    queue.writeBuffer(buffers.lists, 0, Uint32Array.from(lists));
  }

  async #compile(): Promise<void> {
    const { gpu, kernels, recipe, layers, lastNorm, embed } = this.#parts;
    const { device } = gpu;
    const { hidden, normEpsilon, feedForward, postNorms } = recipe;
    const { run, ids, state, normed, projections, mixed, change, gated, opened } = this.#buffers;
    const perRow = (rows: number) => [rows, 1] as const;
    const norm = await kernels.compile(normKernel(hidden, normEpsilon));
    this.#first = [
      ...(await embed(ids, state)),
      step(device, norm, [state, layers[0]!.attentionNorm, normed], perRow),
    ];
    const addChange = await kernels.compile(addChangeKernel(hidden, normEpsilon, postNorms));
    const added = (next: GPUBuffer, post: GPUBuffer | null) =>
      step(device, addChange, [change, state, normed, next, ...(post ? [post] : [])], perRow);
    const gates = await kernels.compile(gatesKernel(recipe));
    const product = (matrix: DeviceMatrix, input: GPUBuffer, out: GPUBuffer) =>
      productStep(device, kernels, matrix, { input, out, run });
    this.#steps = await Promise.all(
      layers.map(async (layer, number) => ({
        before: [await product(layer.projections, normed, projections)],
        cached: [],
        after: [
          await product(layer.output, mixed, change),
          added(layer.feedForwardNorm, layer.postAttentionNorm),
          await product(layer.gates, normed, gated),
          step(device, gates, [gated, opened], (rows) => [Math.ceil(feedForward / GATE_THREADS), rows]),
          await product(layer.down, opened, change),
          added(layers[number + 1]?.attentionNorm ?? lastNorm, layer.postFeedForwardNorm),
        ],
      })),
    );
    this.#pipelines = await Promise.all(
      recipe.layers.map(async ({ rotary, window }) => ({
        place: await kernels.compile(placementKernel(recipe, rotary)),
        attend: await kernels.compile(attentionKernel(recipe, recipe.windows[window] ?? null)),
      })),
    );
  }

  /** The steps over the cache, which lies elsewhere whenever it has grown. */
  #bindCaches(): void {
    const { gpu, layers, recipe } = this.#parts;
    const { heads, keyValueHeads } = recipe;
    const { run, projections, cosines, sines, places, lists, mixed } = this.#buffers;
    this.#steps = this.#steps.map((steps, layer) => {
      const { place, attend } = this.#pipelines[layer]!;
      const cache = this.#caches[layer]!;
      const { headNorms } = layers[layer]!;
      const placed = [projections, cache, cosines, sines, places, run, ...(headNorms ? [headNorms] : [])];
      return {
        ...steps,
        cached: [
          step(gpu.device, place, placed, (rows) => [heads + 2 * keyValueHeads, rows]),
          step(gpu.device, attend, [projections, cache, places, lists, mixed], (rows) => [heads, rows]),
        ],
      };
    });
  }
}

/** Keys and values of one token in one layer. */
const slotBytes = ({ keyValueHeads, headDim }: DecoderRecipe): number => 2 * keyValueHeads * headDim * FLOAT;

function runBuffers(device: GPUDevice, recipe: DecoderRecipe, { mostTokens, contextTokens }: RunSizes) {
  const { hidden, heads, keyValueHeads, headDim, feedForward, rotaries } = recipe;
  const floats = (perToken: number) => storageBuffer(device, mostTokens * perToken * FLOAT);
  return {
    run: uniformBuffer(device, 8),
    ids: floats(1),
    state: floats(hidden),
    normed: floats(hidden),
    projections: floats((heads + 2 * keyValueHeads) * headDim),
    mixed: floats(heads * headDim),
    change: floats(hidden),
    gated: floats(2 * feedForward),
    opened: floats(feedForward),
    cosines: floats((rotaries.length * headDim) / 2),
    sines: floats((rotaries.length * headDim) / 2),
    /** (slot, start of the list, its length, nothing) of each token */
    places: floats(4),
    // Rows of a run share no list; each has at most its context, and its own tokens.
    lists: floats(contextTokens),
  };
}

/** Some rows of a buffer, those that are neighbours as one part. */
function rowParts(buffer: GPUBuffer, rows: readonly number[], rowBytes: number): BufferPart[] {
  const parts: { buffer: GPUBuffer; offset: number; bytes: number }[] = [];
  for (const row of rows) {
    const last = parts.at(-1);
    if (last !== undefined && last.offset + last.bytes === row * rowBytes) last.bytes += rowBytes;
    else parts.push({ buffer, offset: row * rowBytes, bytes: rowBytes });
  }
  return parts;
}
