import type { Completer, ContinuationScore, ScoreRequest } from "../engine/completer.ts";
import type { ModelLoader } from "./model-loader.ts";
import { isCrash } from "./to-cell-error.ts";
import { unlessAborted } from "./unless-aborted.ts";

/**
 * Works with the model, opened if it is not; once more with a new one where the first one crashed. Rejects with
 * "cancelled" as soon as the signal aborts.
 */
export async function withModel<Result>(
  loader: ModelLoader,
  signal: AbortSignal,
  work: (completer: Completer) => Promise<Result>,
): Promise<Result> {
  for (let isSecond = false; ; isSecond = true) {
    const completer = await unlessAborted(loader.completer(), signal);
    try {
      return await unlessAborted(work(completer), signal);
    } catch (error) {
      if (isCrash(error)) loader.crashed(completer, error);
      if (isSecond || !isCrash(error)) throw error;
    }
  }
}

/** Scores texts with the model, as `withModel` works with it. */
export const scoreWith =
  (loader: ModelLoader, signal: AbortSignal) =>
  (requests: readonly ScoreRequest[]): Promise<readonly ContinuationScore[]> =>
    withModel(loader, signal, (completer) => completer.score(requests, { signal }));
