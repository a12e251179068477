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

  async run({ ids, wanted, isPrefix, ...run }: TokenRun): Promise<Float32Array> {
    const embeddings = await this.#embeddings.lookUp(ids);
    const state = await this.#layers.run({ ...run, embeddings, fine: isPrefix ? [...ids.keys()] : wanted });
    const width = state.length / ids.length;
    const hidden = new Float32Array(wanted.length * width);
    for (const [i, token] of wanted.entries())
      hidden.set(state.subarray(token * width, (token + 1) * width), i * width);
    return hidden;
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
