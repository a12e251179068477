import type { InsideLayers, LastToken, Layers, TokenRun } from "../layers/layers.ts";
import type { PackedLayers } from "../layers/packed-layers.ts";
import type { Embeddings } from "./head.ts";

/** The layers in WebAssembly, with the embeddings that they begin with. */
export class EmbeddedLayers implements Layers {
  readonly mostTokens: number;
  readonly slotBytes: number;
  readonly #layers: PackedLayers;
  readonly #embeddings: Embeddings;

  constructor(layers: PackedLayers, embeddings: Embeddings) {
    this.mostTokens = layers.mostTokens;
    this.slotBytes = layers.slotBytes;
    this.#layers = layers;
    this.#embeddings = embeddings;
  }

  reserve(slots: number): void {
    this.#layers.reserve(slots);
  }

  /** The layers take the wanted tokens first; which token comes first changes no sum. */
  async run({ ids, tokens, wanted, ...run }: TokenRun): Promise<Float32Array> {
    const isWanted = new Set(wanted);
    const order = [...wanted, ...[...ids.keys()].filter((token) => !isWanted.has(token))];
    return this.#layers.run({
      ...run,
      embeddings: await this.#embeddings.lookUp(order.map((token) => ids[token]!)),
      tokens: order.map((token) => tokens[token]!),
      wanted: wanted.length,
    });
  }

  async lookInside({ id, slots, adapter }: LastToken): Promise<InsideLayers> {
    return this.#layers.lookInside({ embeddings: await this.#embeddings.lookUp([id]), slots, adapter });
  }

  setAlone(isAlone: boolean): void {
    this.#layers.setAlone(isAlone);
  }

  release(): void {
    // The kernels' memory goes when nothing holds it any more.
  }
}
