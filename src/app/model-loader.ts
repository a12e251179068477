import { cellError, describe } from "../core/errors/cell-error.ts";
import type { Completer, EngineError, LoadProgress, OpenCompleter } from "../engine/completer.ts";
import type { AppEvent } from "./reducers.ts";
import { toCellError } from "./to-cell-error.ts";
import type { TrafficMeter } from "./traffic-meter.ts";
import { TransferRate } from "./transfer-rate.ts";

export interface ModelLoaderParts {
  readonly openCompleter: OpenCompleter;
  readonly nowMs: () => number;
  readonly dispatch: (event: AppEvent) => void;
  readonly meter: TrafficMeter;
}

/** Opens the one completer when it is first wanted, tells how far it is, and opens it again after a failure. */
export class ModelLoader {
  readonly #parts: ModelLoaderParts;
  #closing = new AbortController();
  #opening: Promise<Completer> | null = null;
  #completer: Completer | null = null;

  constructor(parts: ModelLoaderParts) {
    this.#parts = parts;
  }

  /** The completer, opened if there is none. Rejects with a CellError; the next call tries again. */
  completer(): Promise<Completer> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Forgets a completer that crashed. Many requests may tell of the same crash; the first one counts. */
  crashed(completer: Completer, error: EngineError): void {
    if (this.#completer !== completer) return;
    this.#completer = null;
    this.#opening = null;
    completer.close();
    this.#parts.dispatch({ type: "model-failed", message: describe(toCellError(error)).text });
  }

  /** Lets the completer go, or the opening of one; the next call opens another. */
  release(): void {
    this.close();
    this.#closing = new AbortController();
    this.#opening = null;
    this.#parts.dispatch({ type: "model-released" });
  }

  close(): void {
    this.#closing.abort();
    this.#completer?.close();
    this.#completer = null;
  }

  async #open(): Promise<Completer> {
    const { openCompleter, nowMs, dispatch, meter } = this.#parts;
    const startMs = nowMs();
    const rate = new TransferRate(nowMs);
    const signal = this.#closing.signal;
    const onProgress = (progress: LoadProgress): void => {
      if (signal.aborted) return;
      dispatch({
        type: "model-progress",
        progress: { status: "loading", ...progress, ...rate.update(progress) },
      });
    };
    onProgress({ phase: "download", loadedBytes: 0, totalBytes: 0 });
    try {
      const completer = await openCompleter({
        signal,
        onProgress,
        onTraffic: (entries) => meter.add(entries),
      });
      if (signal.aborted) {
        completer.close();
        signal.throwIfAborted();
      }
      this.#completer = completer;
      meter.start(nowMs());
      dispatch({ type: "model-ready", info: completer.model, loadMilliseconds: nowMs() - startMs });
      return completer;
    } catch (error) {
      if (signal.aborted) throw cellError("cancelled");
      this.#opening = null;
      const failure = toCellError(error);
      dispatch({ type: "model-failed", message: describe(failure).text });
      throw failure;
    }
  }
}
