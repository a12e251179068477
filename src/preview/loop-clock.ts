/** A task of an app that takes longer is taken for an endless loop. */
const TASK_LIMIT_MS = 1000;

/** Looking at the time costs more than a round of most loops. */
const TICKS_BETWEEN_LOOKS = 256;

export class EndlessLoopError extends Error {}

/** The clock that guarded code calls in every loop: throws EndlessLoopError when the task has run for too long. */
export function createTick(nowMs: () => number): () => void {
  let startMs: number | null = null;
  let ticks = 0;
  return () => {
    if (ticks++ % TICKS_BETWEEN_LOOKS !== 0 && startMs !== null) return;
    if (startMs === null) {
      startMs = nowMs();
      // Runs only once the task has given way, which an endless loop never does.
      setTimeout(() => (startMs = null));
    } else if (nowMs() - startMs > TASK_LIMIT_MS) {
      throw new EndlessLoopError();
    }
  };
}
