const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls the listener when the signal aborts, never where it has aborted already. Gives what takes the listener away.
 * The signal itself gets one listener for all: it would look through thousands, those of the cells of a spill, for each
 * that comes or goes.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  let listeners = waiting.get(signal);
  if (listeners === undefined) {
    const all = new Set<() => void>();
    signal.addEventListener("abort", () => all.forEach((each) => each()), { once: true });
    waiting.set(signal, all);
    listeners = all;
  }
  listeners.add(listener);
  return () => listeners.delete(listener);
}
