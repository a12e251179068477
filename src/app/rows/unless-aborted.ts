import { CellError, cellError } from "../../core/errors/cell-error.ts";

/** Why work under this signal ended: a stop brings its own error, one for the thousands of rows that it may end. */
export function cancelled({ reason }: AbortSignal): CellError {
  return reason instanceof CellError ? reason : cellError("cancelled");
}

/** The promise, or "cancelled" as soon as the signal aborts. */
export function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(cancelled(signal));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
