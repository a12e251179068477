import type { Completer } from "../../engine/completer.ts";
import type { ElectionModel } from "../rows/answer-vote.ts";
import { completeWith } from "../rows/follow-branches.ts";
import type { ModelLoader } from "./model-loader.ts";
import { isCrash } from "../calls/to-cell-error.ts";
import { unlessAborted } from "../rows/unless-aborted.ts";

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

/** What an election asks of an open model. */
export const electionOf = (completer: Completer, signal?: AbortSignal): ElectionModel => ({
  score: (requests) => completer.score(requests, signal ? { signal } : {}),
  complete: completeWith(completer, signal),
});

/** The same of the loader's model, as `withModel` works with it. */
export const electionWith = (loader: ModelLoader, signal: AbortSignal): ElectionModel => ({
  score: (requests) =>
    withModel(loader, signal, (completer) => electionOf(completer, signal).score(requests)),
  complete: (requests) =>
    withModel(loader, signal, (completer) => electionOf(completer, signal).complete(requests)),
});
