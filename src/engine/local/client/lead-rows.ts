import type { CompleteCalls, Completer, CompletionRequest } from "../../completer.ts";
import { FirstRows } from "../../first-rows.ts";

/** More rows than a step ever takes. */
const LEAD_ROWS = 256;

/**
 * Completes a large batch as two: its first rows, and the others once one of those has ended. A Worker would read the
 * requests of all before it answers any. Outcomes and what goes first are told by their places in the whole batch.
 */
export async function completeLeadFirst(
  requests: readonly CompletionRequest[],
  calls: CompleteCalls,
  complete: Completer["complete"],
): Promise<void> {
  if (requests.length <= LEAD_ROWS) return complete(requests, calls);
  let tellLed!: () => void;
  const led = new Promise<void>((resolve) => (tellLed = resolve));
  const lead = completePart(requests, { from: 0, end: LEAD_ROWS }, calls, complete, tellLed);
  await Promise.race([led, lead]);
  const others = completePart(requests, { from: LEAD_ROWS, end: requests.length }, calls, complete);
  await Promise.all([lead, others]);
}

/** onEnd: told of each outcome, after the caller */
async function completePart(
  requests: readonly CompletionRequest[],
  { from, end }: { readonly from: number; readonly end: number },
  { signal, first, onCompletion, onFailure, onCancelled }: CompleteCalls,
  complete: Completer["complete"],
  onEnd: () => void = () => {},
): Promise<void> {
  const own = new FirstRows();
  const takeFirst = () =>
    own.set(
      (first?.indices ?? []).filter((index) => index >= from && index < end).map((index) => index - from),
    );
  takeFirst();
  const stopTelling = first?.onChange(takeFirst);
  const told =
    <Outcome extends unknown[]>(tell?: (index: number, ...outcome: Outcome) => void) =>
    (index: number, ...outcome: Outcome): void => {
      tell?.(from + index, ...outcome);
      onEnd();
    };
  try {
    await complete(requests.slice(from, end), {
      ...(signal && { signal }),
      first: own,
      onCompletion: told(onCompletion),
      onFailure: told(onFailure),
      onCancelled: told(onCancelled),
    });
  } finally {
    stopTelling?.();
  }
}
