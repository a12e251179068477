import type { LoadProgress } from "../../engine/completer.ts";

/** Shorter samples say little: chunks arrive in bursts. */
const SAMPLE_MS = 250;

/** Weight of the newest sample in the running mean. */
const NEWEST_WEIGHT = 0.3;

export interface Rate {
  /** Null until the first sample of a phase is complete. */
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
}

/** Speed of a load, smoothed by an exponential running mean. Starts again with each phase. */
export class TransferRate {
  readonly #nowMs: () => number;
  #phase: LoadProgress["phase"] | null = null;
  #sampleStartMs = 0;
  #sampleStartBytes = 0;
  #bytesPerSecond: number | null = null;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  update({ phase, loadedBytes, totalBytes }: LoadProgress): Rate {
    const now = this.#nowMs();
    if (phase !== this.#phase || loadedBytes < this.#sampleStartBytes) {
      this.#phase = phase;
      this.#sampleStartMs = now;
      this.#sampleStartBytes = loadedBytes;
      this.#bytesPerSecond = null;
    }
    const elapsedMs = now - this.#sampleStartMs;
    if (elapsedMs >= SAMPLE_MS) {
      const sample = ((loadedBytes - this.#sampleStartBytes) / elapsedMs) * 1000;
      const before = this.#bytesPerSecond ?? sample;
      this.#bytesPerSecond = before + NEWEST_WEIGHT * (sample - before);
      this.#sampleStartMs = now;
      this.#sampleStartBytes = loadedBytes;
    }
    const bytesPerSecond = this.#bytesPerSecond;
    const secondsLeft = bytesPerSecond ? Math.max(0, totalBytes - loadedBytes) / bytesPerSecond : null;
    return { bytesPerSecond, secondsLeft };
  }
}
