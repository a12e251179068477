import { cellError } from "../../core/errors/cell-error.ts";
import type { DownloadOffers } from "./download-offer.ts";
import type { Completer, EngineError, LoadProgress, OpenCompleter } from "../../engine/completer.ts";
import type { AppEvent } from "../reducers.ts";
import { toCellError } from "../calls/to-cell-error.ts";
import type { TrafficMeter } from "./traffic-meter.ts";
import { TransferRate } from "./transfer-rate.ts";

export interface ModelLoaderParts {
  readonly openCompleter: OpenCompleter;
  readonly nowMs: () => number;
  readonly dispatch: (event: AppEvent) => void;
  readonly meter: TrafficMeter;
  /** The model that a person chose; null stands for the default. Left out, it is always the default. */
  readonly chosenModel?: () => string | null;
  /** Left out, whatever is wanted is downloaded. */
  readonly offers?: DownloadOffers;
}

interface Pause {
  readonly promise: Promise<void>;
  readonly end: () => void;
}

function newPause(): Pause {
  let end!: () => void;
  const promise = new Promise<void>((resolve) => (end = resolve));
  return { promise, end };
}

/** One opening of a completer; ends early when it is paused or no longer wanted. */
interface Attempt {
  readonly stop: AbortController;
  /** Set while the person is asked whether to download the model: resolves when they answered. */
  offer: Pause | null;
  /** Set while paused: resolves when the opening may go on. */
  pause: Pause | null;
}

/** Opens the one completer when it is first wanted, tells how far it is, and opens it again after a failure. */
export class ModelLoader {
  readonly #parts: ModelLoaderParts;
  #closing = new AbortController();
  #opening: Promise<Completer> | null = null;
  #attempt: Attempt | null = null;
  #completer: Completer | null = null;
  /** True once the person asked for the chosen model, with its download. */
  #isWanted = false;

  constructor(parts: ModelLoaderParts) {
    this.#parts = parts;
  }

  /**
   * The completer, opened if there is none; waits for the person where it must be downloaded first and they were not
   * asked. Rejects with a CellError; the next call tries again.
   */
  completer(): Promise<Completer> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** The completer, because the person wants it, with its download. */
  load(): Promise<Completer> {
    this.#isWanted = true;
    this.#parts.offers?.agree();
    this.#attempt?.offer?.end();
    return this.completer();
  }

  /** Does something with the completer where it is open; opens none for it. */
  async withOpen(work: (completer: Completer) => Promise<void>): Promise<void> {
    if (this.#completer !== null) await work(this.#completer);
  }

  /** Forgets a completer that crashed. Many requests may tell of the same crash; the first one counts. */
  crashed(completer: Completer, error: EngineError): void {
    if (this.#completer !== completer) return;
    this.#completer = null;
    this.#opening = null;
    completer.close();
    this.#parts.dispatch({ type: "model-failed", error: toCellError(error) });
  }

  /** Hash of the model that is open; null where none is. */
  get modelHash(): string | null {
    return this.#completer?.model.hash ?? null;
  }

  /** Stops the opening where it is; what has come stays, and whoever waits goes on waiting until `resume`. */
  pause(): void {
    const attempt = this.#attempt;
    if (attempt === null || attempt.pause !== null) return;
    attempt.pause = newPause();
    attempt.stop.abort();
    this.#parts.dispatch({ type: "model-paused" });
  }

  resume(): void {
    this.#attempt?.pause?.end();
  }

  /** Closes the model, or ends its opening, so that the next call opens the one that is chosen then. */
  unload(): void {
    const { dispatch, meter } = this.#parts;
    const attempt = this.#attempt;
    this.#attempt = null;
    this.#opening = null;
    this.#isWanted = false;
    attempt?.stop.abort();
    attempt?.offer?.end();
    attempt?.pause?.end();
    this.#completer?.close();
    this.#completer = null;
    meter.stop();
    dispatch({ type: "model-unloaded" });
  }

  close(): void {
    this.#closing.abort();
    this.#completer?.close();
    this.#completer = null;
  }

  /** Opens anew after each pause. */
  async #open(): Promise<Completer> {
    const { nowMs, dispatch, meter, offers } = this.#parts;
    let startMs = nowMs();
    for (;;) {
      const attempt: Attempt = { stop: new AbortController(), offer: null, pause: null };
      this.#attempt = attempt;
      try {
        if (offers && !this.#isWanted && (await this.#isAsked(attempt, offers))) startMs = nowMs();
        const completer = await this.#openOnce(attempt);
        this.#attempt = null;
        this.#completer = completer;
        meter.start(nowMs());
        dispatch({
          type: "model-ready",
          info: completer.model,
          loadMilliseconds: nowMs() - startMs,
          teachingBytes: completer.teacher?.memoryBytes ?? null,
        });
        return completer;
      } catch (error) {
        await attempt.pause?.promise;
        if (this.#attempt === attempt && attempt.pause !== null && !this.#closing.signal.aborted) continue;
        const failure = attempt.stop.signal.aborted ? cellError("cancelled") : toCellError(error);
        // Where another opening has begun, or none is wanted, this one's end is nobody's failure.
        if (this.#attempt === attempt) {
          this.#attempt = null;
          this.#opening = null;
          dispatch({ type: "model-failed", error: failure });
        }
        throw failure;
      }
    }
  }

  /** Waits until the person wants what must be downloaded; false where there was nothing to ask. */
  async #isAsked(attempt: Attempt, offers: DownloadOffers): Promise<boolean> {
    const offer = await offers.pending();
    attempt.stop.signal.throwIfAborted();
    if (offer === null || this.#isWanted) return false;
    attempt.offer = newPause();
    this.#parts.dispatch({ type: "model-offered", offer });
    await attempt.offer.promise;
    attempt.offer = null;
    attempt.stop.signal.throwIfAborted();
    return true;
  }

  async #openOnce({ stop }: Attempt): Promise<Completer> {
    const { openCompleter, nowMs, dispatch, meter, chosenModel } = this.#parts;
    const rate = new TransferRate(nowMs);
    const signal = AbortSignal.any([this.#closing.signal, stop.signal]);
    const onProgress = (progress: LoadProgress): void => {
      if (signal.aborted) return;
      dispatch({
        type: "model-progress",
        progress: { status: "loading", isPaused: false, ...progress, ...rate.update(progress) },
      });
    };
    onProgress({ phase: "download", loadedBytes: 0, totalBytes: 0 });
    const modelId = chosenModel?.() ?? undefined;
    const completer = await openCompleter({
      signal,
      onProgress,
      onTraffic: (entries) => meter.add(entries),
      ...(modelId !== undefined && { modelId }),
    });
    if (signal.aborted) {
      completer.close();
      signal.throwIfAborted();
    }
    return completer;
  }
}
