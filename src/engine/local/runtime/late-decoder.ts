import type { PackedDecoder } from "./packed-decoder.ts";

/** The decoder in WebAssembly beside one on a graphics card: loaded when it is first wanted. */
export class LateDecoder {
  readonly #load: () => Promise<PackedDecoder>;
  #loading: Promise<PackedDecoder> | null = null;
  #loaded: PackedDecoder | null = null;
  #isAlone = false;

  /** @param load asked again after it failed */
  constructor(load: () => Promise<PackedDecoder>) {
    this.#load = load;
  }

  get(): Promise<PackedDecoder> {
    this.#loading ??= this.#open();
    return this.#loading;
  }

  /** As the decoder's own, also before it is loaded. */
  setAlone(isAlone: boolean): void {
    this.#isAlone = isAlone;
    this.#loaded?.setAlone(isAlone);
  }

  async #open(): Promise<PackedDecoder> {
    try {
      this.#loaded = await this.#load();
    } catch (error) {
      this.#loading = null;
      throw error;
    }
    this.#loaded.setAlone(this.#isAlone);
    return this.#loaded;
  }
}
