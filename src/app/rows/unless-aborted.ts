import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { onAbort } from "./on-abort.ts";

/** Why work under this signal ended: a stop brings its own error, one for the thousands of rows that it may end. */
export function cancelled({ reason }: AbortSignal): CellError {
  return reason instanceof CellError ? reason : cellError("cancelled");
}

/** The promise, or "cancelled" as soon as the signal aborts. */
export function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(cancelled(signal));
    const stopListening = onAbort(signal, () => reject(cancelled(signal)));
    promise.then(resolve, reject).finally(stopListening);
  });
}
