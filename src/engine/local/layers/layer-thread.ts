import { instantiateKernel, type LayersKernel, type LayersVariant, type LayoutSizes } from "./kernel.ts";

/** What a thread must know to take part in the runs of the layers. */
export interface LayerPlan {
  /** Shared by all threads, with the weights in it. */
  readonly memory: WebAssembly.Memory;
  readonly variant: LayersVariant;
  readonly sizes: LayoutSizes;
  /** From 1; thread 0 is the engine's own. */
  readonly thread: number;
  readonly threads: number;
}

/** Another thread, as far as the layers need it. */
export interface LayerThreadPort {
  start(plan: LayerPlan): Promise<void>;
  /** Takes its part in a run of `tokens` tokens; resolves when the run is over. Rejects when it cannot. */
  run(tokens: number): Promise<void>;
}

/** Takes part in the runs of the layers, from inside another thread. */
export class LayerThread {
  readonly #kernel: LayersKernel;
  readonly #plan: LayerPlan;

  private constructor(kernel: LayersKernel, plan: LayerPlan) {
    this.#kernel = kernel;
    this.#plan = plan;
  }

  static async create(plan: LayerPlan): Promise<LayerThread> {
    const kernel = await instantiateKernel(plan.memory, plan.variant);
    kernel.layOut(...plan.sizes);
    return new LayerThread(kernel, plan);
  }

  run(tokens: number): void {
    this.#kernel.run(tokens, this.#plan.thread, this.#plan.threads);
  }
}
