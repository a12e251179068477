export type Pace = "run" | "pause" | "step" | "finish";

/** How a training goes on: set by a person, asked before every step. */
export class TeachingPace {
  readonly #listeners = new Set<(pace: Pace) => void>();
  #pace: Pace;

  constructor(pace: Pace = "run") {
    this.#pace = pace;
  }

  get current(): Pace {
    return this.#pace;
  }

  /** "step" lets one step through and pauses. */
  set(pace: Pace): void {
    this.#pace = pace;
    for (const listener of [...this.#listeners]) listener(pace);
  }

  /** Told of every change until the returned function is called. */
  onChange(listener: (pace: Pace) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when a step may begin: true, or false where the training is to end. Rejects with the signal's reason. */
  async mayStep(signal?: AbortSignal): Promise<boolean> {
    signal?.throwIfAborted();
    if (this.#pace === "pause") await this.#change(signal);
    if (this.#pace === "step") this.#pace = "pause";
    return this.#pace !== "finish";
  }

  #change(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = this.onChange((pace) => {
        if (pace === "pause") return;
        leave();
        resolve();
      });
      const abort = (): void => {
        leave();
        reject(signal?.reason as Error);
      };
      const leave = (): void => {
        stop();
        signal?.removeEventListener("abort", abort);
      };
      signal?.addEventListener("abort", abort);
    });
  }
}
