import { nextTask } from "./next-task.ts";

/** The clock and the waiting of a pace; a test has its own. */
export interface PaceParts {
  readonly nowMs: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

const BROWSER: PaceParts = {
  nowMs: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** How much of a thread's time the engine takes: all of it, or half so that the host stays quick. */
export class WorkPace {
  readonly #parts: PaceParts;
  #isGentle = false;
  #restedMs: number;

  constructor(parts: PaceParts = BROWSER) {
    this.#parts = parts;
    this.#restedMs = parts.nowMs();
  }

  get isGentle(): boolean {
    return this.#isGentle;
  }

  setGentle(isGentle: boolean): void {
    this.#isGentle = isGentle;
  }

  /** Milliseconds of the pace's own clock. */
  nowMs(): number {
    return this.#parts.nowMs();
  }

  /** Work begins after a time without any. */
  begin(): void {
    this.#restedMs = this.#parts.nowMs();
  }

  /** Between two steps: lets messages in; a gentle pace rests as long as it has worked since it last rested. */
  async rest(): Promise<void> {
    if (this.#isGentle) await this.#parts.wait(this.#parts.nowMs() - this.#restedMs);
    else await nextTask();
    this.#restedMs = this.#parts.nowMs();
  }
}
