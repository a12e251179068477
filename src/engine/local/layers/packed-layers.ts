import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { Adapter } from "../adapters/adapter.ts";
import { ADAPTED_PARTS, ADAPTER_NAMES, MOST_RANK, partShape, upperLayers } from "../graph/adapter-inputs.ts";
import type { LayerWeights } from "../graph/decoder-weights.ts";
import { deinterleaveHeads, scaleMatrix, stackMatrices, type Matrix } from "../graph/matrix.ts";
import type { LayerRange } from "../graph/layer-range.ts";
import { RotaryTable } from "../runtime/rotary-table.ts";
import {
  bestVariant,
  createMemory,
  instantiateKernel,
  type LayersKernel,
  type LayoutSizes,
} from "./kernel.ts";
import type { LayerThreadPort } from "./layer-thread.ts";

const PAGE_BYTES = 65_536;
/** Output channels that the kernel packs together, and input channels that share a scale. */
const GROUP = 8;
const BLOCK = 32;

/** A token of a run: its position, the slot its keys and values go to, and the slots of all keys it sees. */
export interface PackedToken {
  readonly position: number;
  readonly slot: number;
  /** Where its list of keys begins among the run's `lists`, and how long it is; the last is its own. */
  readonly listStart: number;
  readonly listLength: number;
}

export interface LayerRun {
  /** [S, hidden] */
  readonly embeddings: Float32Array;
  /** [S]; at most the layers' mostTokens */
  readonly tokens: readonly PackedToken[];
  readonly lists: readonly number[];
  /** Changes the upper layers of this run; null for the model as it is. */
  readonly adapter: Adapter | null;
  /** Told the states [S, hidden] before the upper layers; valid during the call. */
  readonly onLowerStates?: (states: Float32Array) => void;
}

/** Whether the kernels can run a model of these sizes. */
export function canPack(recipe: DecoderRecipe): boolean {
  const { hidden, heads, headDim, feedForward } = recipe;
  return [hidden, heads * headDim, feedForward].every((size) => size % BLOCK === 0) && headDim % GROUP === 0;
}

/**
 * The layers of a decoder in our own kernels: packed weights, activations and the KV cache lie in one memory, which
 * goes when nothing holds this any more. Nothing is copied in or out but embeddings and hidden states.
 */
export class PackedLayers {
  /** Tokens of one run at most. */
  readonly mostTokens: number;
  readonly slotBytes: number;
  readonly #recipe: DecoderRecipe;
  readonly #memory: WebAssembly.Memory;
  readonly #kernel: LayersKernel;
  readonly #others: readonly LayerThreadPort[];
  readonly #rotaries: readonly RotaryTable[];
  readonly #upper: LayerRange;
  #adapter: Adapter | null = null;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    recipe: DecoderRecipe,
    mostTokens: number,
    memory: WebAssembly.Memory,
    kernel: LayersKernel,
    others: readonly LayerThreadPort[],
  ) {
    this.mostTokens = mostTokens;
    this.slotBytes = kernel.pageBytes.value / kernel.PAGE_SLOTS.value;
    this.#recipe = recipe;
    this.#memory = memory;
    this.#kernel = kernel;
    this.#others = others;
    this.#upper = upperLayers(recipe);
    this.#rotaries = recipe.rotaries.map((frequencies) => new RotaryTable(frequencies));
  }

  /**
   * Reads and packs all weights. Throws an EngineError that says what is wrong with them, a RangeError when there is no
   * memory for them.
   * @param sizes most tokens of one run, and most tokens of a prompt with its answer
   * @param others threads that take part
   */
  static async load(
    recipe: DecoderRecipe,
    weights: LayerWeights,
    { mostTokens, contextTokens }: { readonly mostTokens: number; readonly contextTokens: number },
    others: readonly LayerThreadPort[] = [],
    variant = bestVariant(others.length + 1),
  ): Promise<PackedLayers> {
    const threads = others.length + 1;
    const memory = createMemory(variant);
    const kernel = await instantiateKernel(memory, variant);
    const sizes = layoutSizes(recipe, mostTokens, contextTokens, threads);
    const bytes = kernel.layOut(...sizes);
    memory.grow(Math.ceil(bytes / PAGE_BYTES));
    const layers = new PackedLayers(recipe, mostTokens, memory, kernel, others);
    await layers.#pack(weights);
    await Promise.all(
      others.map((other, i) => other.start({ memory, variant, sizes, thread: i + 1, threads })),
    );
    return layers;
  }

  /** Makes the cache hold slots 0 to `slots` - 1. Throws a RangeError when there is no memory for them. */
  reserve(slots: number): void {
    const { cache, pageBytes, PAGE_SLOTS } = this.#kernel;
    const end = cache.value + Math.ceil(slots / PAGE_SLOTS.value) * pageBytes.value;
    const missing = end - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
  }

  /** Runs the tokens, and returns their hidden states [S, hidden] before the last norm. Runs wait for each other. */
  run(run: LayerRun): Promise<Float32Array> {
    const result = this.#last.then(() => this.#run(run));
    // Whether one fails is no matter of the next.
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #run({ embeddings, tokens, lists, adapter, onLowerStates }: LayerRun): Promise<Float32Array> {
    const kernel = this.#kernel;
    if (adapter !== null) this.#load(adapter);
    this.#floats(kernel.state.value, embeddings.length).set(embeddings);
    const half = this.#recipe.headDim / 2;
    const positions = tokens.map(({ position }) => position);
    for (const [kind, rotary] of this.#rotaries.entries()) {
      const { cosine, sine } = rotary.lookUp(positions);
      const from = kind * tokens.length * half * Float32Array.BYTES_PER_ELEMENT;
      this.#floats(kernel.cosines.value + from, cosine.length).set(cosine);
      this.#floats(kernel.sines.value + from, sine.length).set(sine);
    }
    this.#integers(kernel.slots.value, tokens.length).set(tokens.map(({ slot }) => slot));
    this.#integers(kernel.listStarts.value, tokens.length).set(tokens.map(({ listStart }) => listStart));
    this.#integers(kernel.listLengths.value, tokens.length).set(tokens.map(({ listLength }) => listLength));
    this.#integers(kernel.lists.value, lists.length).set(lists);
    const { first, end } = this.#upper;
    const [adaptedFrom, rank] = adapter === null ? [end, 0] : [adapter.range.first, adapter.rank];
    const run = async (from: number, to: number): Promise<void> => {
      this.#integers(kernel.plan.value, 4).set([from, to, adaptedFrom, rank]);
      const theirs = this.#others.map((other) => other.run(tokens.length));
      kernel.run(tokens.length, 0, theirs.length + 1);
      await Promise.all(theirs);
    };
    if (onLowerStates === undefined) await run(0, end);
    else {
      await run(0, first);
      onLowerStates(this.#floats(kernel.state.value, embeddings.length));
      await run(first, end);
    }
    return this.#floats(kernel.state.value, embeddings.length).slice();
  }

  /** Copies the adapter to where the kernel reads it, unless it is there. */
  #load(adapter: Adapter): void {
    if (adapter === this.#adapter) return;
    const { range, rank, tensors } = adapter;
    for (let layer = range.first; layer < range.end; layer++) {
      for (const [number, part] of ADAPTED_PARTS.entries()) {
        const { rows, columns } = partShape(this.#recipe, part);
        const down = this.#floats(this.#kernel.adapterPlace(layer, number), rank * columns);
        down.set(tensors.get(ADAPTER_NAMES.down(layer, part))!);
        const up = tensors.get(ADAPTER_NAMES.up(layer, part))!;
        const transposed = this.#floats(this.#kernel.adapterUpPlace(layer, number), rank * rows);
        // As in the packed weights, the score scale rides on the query.
        const scale = part === "attn_q" && !this.#recipe.queryKeyNorm ? this.#recipe.queryScale : 1;
        for (let row = 0; row < rows; row++)
          for (let r = 0; r < rank; r++) transposed[r * rows + row] = up[row * rank + r]! * scale;
      }
    }
    this.#adapter = adapter;
  }

  async #pack(weights: LayerWeights): Promise<void> {
    const { hidden, heads, keyValueHeads, headDim, feedForward, queryKeyNorm, queryScale } = this.#recipe;
    const kernel = this.#kernel;
    const cacheWidth = keyValueHeads * headDim;
    for (const [layer, kind] of this.#recipe.layers.entries()) {
      const name = (part: string) => `blk.${layer}.${part}.weight`;
      const matrix = (part: string, rows: number, columns: number) =>
        weights.matrix(name(part), rows, columns);
      const inOrder = (projection: Matrix) =>
        this.#recipe.interleavedHeads ? deinterleaveHeads(projection, headDim) : projection;
      // The score scale rides on the query's norm or weights, so that it costs nothing at run time.
      const query = inOrder(await matrix("attn_q", heads * headDim, hidden));
      const projections = stackMatrices([
        queryKeyNorm ? query : scaleMatrix(query, queryScale),
        inOrder(await matrix("attn_k", cacheWidth, hidden)),
        await matrix("attn_v", cacheWidth, hidden),
      ]);
      this.#packMatrix(kernel.qkvAt(layer), projections);
      this.#packMatrix(kernel.outputAt(layer), await matrix("attn_output", hidden, heads * headDim));
      const gates = await matrix("ffn_gate", feedForward, hidden);
      const values = await matrix("ffn_up", feedForward, hidden);
      this.#packMatrix(kernel.gateUpAt(layer), interleaveMatrices([gates, values], BLOCK));
      this.#packMatrix(kernel.downAt(layer), await matrix("ffn_down", hidden, feedForward));
      await this.#copyNorms(layer, (part, length) => weights.vector(name(part), length));
      this.#integers(kernel.rotaryKinds.value, layer + 1)[layer] = kind.rotary;
      this.#integers(kernel.windows.value, layer + 1)[layer] =
        this.#recipe.windows[kind.window] ?? 2 ** 31 - 1;
    }
  }

  async #copyNorms(
    layer: number,
    read: (part: string, length: number) => Promise<Float32Array>,
  ): Promise<void> {
    const { hidden, headDim, postNorms, queryKeyNorm, queryScale } = this.#recipe;
    const norms = this.#floats(this.#kernel.normsAt(layer), 4 * hidden + 2 * headDim);
    norms.set(await read("attn_norm", hidden), 0);
    norms.set(await read("ffn_norm", hidden), 2 * hidden);
    if (postNorms) {
      norms.set(await read("post_attention_norm", hidden), hidden);
      norms.set(await read("post_ffw_norm", hidden), 3 * hidden);
    }
    if (queryKeyNorm) {
      const queries = await read("attn_q_norm", headDim);
      norms.set(
        queries.map((weight) => weight * queryScale),
        4 * hidden,
      );
      norms.set(await read("attn_k_norm", headDim), 4 * hidden + headDim);
    }
  }

  #packMatrix(place: number, { rows, columns, readRow }: Matrix): void {
    const staging = this.#kernel.staging.value;
    for (let group = 0; group < rows / GROUP; group++) {
      for (let i = 0; i < GROUP; i++)
        readRow(
          group * GROUP + i,
          this.#floats(staging + i * columns * Float32Array.BYTES_PER_ELEMENT, columns),
        );
      this.#kernel.packGroup(place, rows / GROUP, columns, group, staging);
    }
  }

  #floats(place: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory.buffer, place, length);
  }

  #integers(place: number, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#memory.buffer, place, length);
  }
}

/** `count` rows of the first matrix, as many of the second, and so on. */
function interleaveMatrices(matrices: readonly Matrix[], count: number): Matrix {
  const { rows, columns } = matrices[0]!;
  return {
    rows: rows * matrices.length,
    columns,
    readRow(row, out) {
      const part = Math.floor(row / count);
      const within = Math.floor(part / matrices.length) * count + (row % count);
      matrices[part % matrices.length]!.readRow(within, out);
    },
  };
}

function layoutSizes(
  recipe: DecoderRecipe,
  mostTokens: number,
  contextTokens: number,
  threads: number,
): LayoutSizes {
  const features =
    (recipe.activation === "silu" ? 1 : 0) + (recipe.queryKeyNorm ? 2 : 0) + (recipe.postNorms ? 4 : 0);
  return [
    recipe.layers.length,
    recipe.hidden,
    recipe.heads,
    recipe.keyValueHeads,
    recipe.headDim,
    recipe.feedForward,
    recipe.normEpsilon,
    features,
    recipe.rotaries.length,
    mostTokens,
    contextTokens,
    threads,
    recipe.layers.length - upperLayers(recipe).first,
    MOST_RANK,
  ];
}
