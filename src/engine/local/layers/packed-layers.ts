import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { Adapter } from "../adapters/adapter.ts";
import {
  ADAPTED_PARTS,
  ADAPTER_NAMES,
  MOST_RANK,
  partShape,
  upperLayers,
} from "../adapters/adapter-inputs.ts";
import type { LayerWeights } from "../matrices/decoder-weights.ts";
import type { LayerRange } from "../matrices/layer-range.ts";
import { RotaryTable } from "../runtime/rotary-table.ts";
import { growTo } from "../wasm-kernel.ts";
import type { PreparedWeights } from "../weights/prepared-weights.ts";
import { attentionOf } from "./attention-of.ts";
import {
  bestVariant,
  createMemory,
  instantiateKernel,
  type LayersKernel,
  type LayoutSizes,
} from "./kernel.ts";
import type { LayerThreadPort } from "./layer-thread.ts";
import type { InsideLayers, PackedToken } from "./layers.ts";
import { floatsAt, integersAt } from "./memory-views.ts";
import { BLOCK, GROUP, packWeights, writeLayerKinds } from "./pack-weights.ts";

/** Prepared weights are read and written in pieces of so many bytes. */
const PREPARED_CHUNK = 4 * 2 ** 20;

export interface LayerRun {
  /** [S, hidden] */
  readonly embeddings: Float32Array;
  /** [S]; at most the layers' mostTokens */
  readonly tokens: readonly PackedToken[];
  readonly lists: readonly number[];
  /** How many tokens, the first ones, have their states asked for. */
  readonly wanted: number;
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
  #isAlone = false;
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
   * @param prepared where the packed weights are kept, from its first byte on
   */
  static async load(
    recipe: DecoderRecipe,
    weights: LayerWeights,
    { mostTokens, contextTokens }: { readonly mostTokens: number; readonly contextTokens: number },
    others: readonly LayerThreadPort[] = [],
    prepared: PreparedWeights | null = null,
    variant = bestVariant(others.length + 1),
  ): Promise<PackedLayers> {
    const threads = others.length + 1;
    const memory = createMemory(variant);
    const kernel = await instantiateKernel(memory, variant);
    const sizes = layoutSizes(recipe, mostTokens, contextTokens, threads);
    growTo(memory, kernel.layOut(...sizes));
    const layers = new PackedLayers(recipe, mostTokens, memory, kernel, others);
    writeLayerKinds(recipe, memory, kernel);
    if (prepared?.isKept === true) await layers.#readPrepared(prepared);
    else {
      await packWeights({ recipe, weights, memory, kernel });
      if (prepared !== null) layers.#writePrepared(prepared);
    }
    await Promise.all(
      others.map((other, i) => other.start({ memory, variant, sizes, thread: i + 1, threads })),
    );
    return layers;
  }

  /** Bytes of the packed weights of all layers, in the memory and where they are kept. */
  get weightBytes(): number {
    return this.#kernel.plan.value - this.#kernel.qkvAt(0);
  }

  async #readPrepared(prepared: PreparedWeights): Promise<void> {
    const spare = new Uint8Array(PREPARED_CHUNK);
    for (let at = 0; at < this.weightBytes; at += PREPARED_CHUNK) {
      const bytes = await prepared.read(at, Math.min(PREPARED_CHUNK, this.weightBytes - at), spare);
      new Uint8Array(this.#memory.buffer, this.#kernel.qkvAt(0) + at, bytes.length).set(bytes);
    }
  }

  #writePrepared(prepared: PreparedWeights): void {
    const spare = new Uint8Array(PREPARED_CHUNK);
    for (let at = 0; at < this.weightBytes; at += PREPARED_CHUNK) {
      const length = Math.min(PREPARED_CHUNK, this.weightBytes - at);
      // Files take no bytes of a shared memory.
      spare.set(new Uint8Array(this.#memory.buffer, this.#kernel.qkvAt(0) + at, length));
      prepared.write(at, spare.subarray(0, length));
    }
  }

  /** Makes the cache hold slots 0 to `slots` - 1. Throws a RangeError when there is no memory for them. */
  reserve(slots: number): void {
    const { cache, pageBytes, PAGE_SLOTS } = this.#kernel;
    growTo(this.#memory, cache.value + Math.ceil(slots / PAGE_SLOTS.value) * pageBytes.value);
  }

  /** Whether the other threads take no part. Sums are the same either way. */
  setAlone(isAlone: boolean): void {
    this.#isAlone = isAlone;
  }

  /** Runs the tokens, and returns hidden states [wanted, hidden] before the last norm. Runs wait for each other. */
  run(run: LayerRun): Promise<Float32Array> {
    return this.#inTurn(() => this.#run(run));
  }

  /** Runs one token behind others layer by layer. slots: of all tokens, its own last; embeddings: [1, hidden] */
  lookInside(text: {
    readonly embeddings: Float32Array;
    readonly slots: readonly number[];
    readonly adapter: Adapter | null;
  }): Promise<InsideLayers> {
    return this.#inTurn(() => this.#lookInside(text));
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    // Whether one fails is no matter of the next.
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #lookInside({ embeddings, slots, adapter }: Parameters<PackedLayers["lookInside"]>[0]) {
    const { layers, hidden, heads, headDim } = this.#recipe;
    const position = slots.length - 1;
    const token = { position, slot: slots[position]!, listStart: 0, listLength: slots.length };
    this.#prepare({ embeddings, tokens: [token], lists: slots, wanted: 1, adapter });
    const states = new Float32Array(layers.length * hidden);
    const attention: Float32Array[] = [];
    for (const layer of layers.keys()) {
      await this.#runLayers({ first: layer, end: layer + 1 }, { tokens: 1, wanted: 1 }, adapter);
      states.set(this.#floats(this.#kernel.state.value, hidden), layer * hidden);
      const queries = this.#floats(this.#kernel.projections.value, heads * headDim);
      attention.push(attentionOf(this.#recipe, layer, queries, slots, (slot) => this.#keys(layer, slot)));
    }
    return { states, attention };
  }

  #keys(layer: number, slot: number): Float32Array {
    const { keyValueHeads, headDim } = this.#recipe;
    return this.#floats(this.#kernel.keysAt(layer, slot), keyValueHeads * headDim);
  }

  async #run(run: LayerRun): Promise<Float32Array> {
    const { embeddings, wanted, adapter, onLowerStates } = run;
    const { first, end } = this.#upper;
    const counts = { tokens: run.tokens.length, wanted };
    this.#prepare(run);
    if (onLowerStates === undefined) await this.#runLayers({ first: 0, end }, counts, adapter);
    else {
      await this.#runLayers({ first: 0, end: first }, counts, adapter);
      onLowerStates(this.#floats(this.#kernel.state.value, embeddings.length));
      await this.#runLayers({ first, end }, counts, adapter);
    }
    return this.#floats(this.#kernel.state.value, wanted * this.#recipe.hidden).slice();
  }

  /** Some layers, in all threads, of what was prepared. */
  async #runLayers(
    { first, end }: LayerRange,
    { tokens, wanted }: { readonly tokens: number; readonly wanted: number },
    adapter: Adapter | null,
  ): Promise<void> {
    const [adaptedFrom, rank] = adapter === null ? [this.#upper.end, 0] : [adapter.range.first, adapter.rank];
    this.#integers(this.#kernel.plan.value, 5).set([first, end, adaptedFrom, rank, wanted]);
    const theirs = (this.#isAlone ? [] : this.#others).map((other) => other.run(tokens));
    this.#kernel.run(tokens, 0, theirs.length + 1);
    await Promise.all(theirs);
  }

  /** Brings what a run reads to where the kernel expects it. */
  #prepare({ embeddings, tokens, lists, adapter }: LayerRun): void {
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

  #floats(place: number, length: number): Float32Array<ArrayBuffer> {
    return floatsAt(this.#memory, place, length);
  }

  #integers(place: number, length: number): Int32Array<ArrayBuffer> {
    return integersAt(this.#memory, place, length);
  }
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
