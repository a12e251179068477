import { describe } from "../../core/errors/cell-error.ts";
import { EngineError } from "../../engine/completer.ts";
import type { ModelLibrary, ModelSource } from "../../engine/model-library.ts";
import { MESSAGES } from "../messages.ts";
import type { ModelLoader } from "./model-loader.ts";
import type { AppEvent } from "../reducers.ts";
import type { AddingModel } from "../state.ts";
import { toCellError } from "../calls/to-cell-error.ts";
import { TransferRate } from "./transfer-rate.ts";

/** Where the page remembers which model a person chose; null stands for the default. */
export interface ModelChoice {
  read(): string | null;
  write(id: string | null): void;
}

export interface ModelShelfParts {
  readonly library: ModelLibrary;
  readonly loader: ModelLoader;
  readonly choice: ModelChoice;
  readonly nowMs: () => number;
  readonly dispatch: (event: AppEvent) => void;
  /** Told before the model is exchanged for another. */
  readonly onSwitch: () => Promise<void>;
  /** Told once another model is the one that answers. */
  readonly onSwitched: () => Promise<void>;
}

/** The models that a person can choose from, and how further ones come. Rejects where library or host failed. */
export class ModelShelf {
  readonly #parts: ModelShelfParts;
  #adding: { readonly source: ModelSource; stop: AbortController } | null = null;

  constructor(parts: ModelShelfParts) {
    this.#parts = parts;
  }

  /** Reads anew which models there are and what they take. */
  async refresh(): Promise<void> {
    const { library, choice, dispatch } = this.#parts;
    const [list, storage] = await Promise.all([library.list(), library.storage()]);
    dispatch({ type: "models-listed", list, storage, chosenId: choice.read() ?? list[0]?.id ?? null });
  }

  /** From now on this model answers. What the one before answered stays in its cells until it is asked anew. */
  async choose(id: string): Promise<void> {
    const { loader, choice, onSwitch, onSwitched } = this.#parts;
    await onSwitch();
    loader.unload();
    choice.write(id);
    // A failure stands in the state, where the pane shows it.
    loader.load().catch(() => undefined);
    await this.refresh();
    await onSwitched();
  }

  /** Brings a model of the person's own; a refusal stands in the state. One comes at a time. */
  async add(source: ModelSource): Promise<void> {
    if (this.#adding !== null) return;
    await this.#run(source);
  }

  /** Keeps what has come from an address until `resumeAdding`. */
  pauseAdding(): void {
    this.#adding?.stop.abort();
    this.#tell({ isPaused: true });
  }

  async resumeAdding(): Promise<void> {
    if (this.#adding !== null) await this.#run(this.#adding.source);
  }

  /** Ends what is being added; a part that came from an address stays in the list, where it can be deleted. */
  async cancelAdding(): Promise<void> {
    this.#adding?.stop.abort();
    this.#adding = null;
    this.#parts.dispatch({ type: "model-adding", adding: null });
    await this.refresh();
  }

  /**
   * Deletes a model's bytes. Where it was the one that answers, the default is from now on. Rejects with an Error in
   * words where it cannot be deleted; it then answers as before.
   */
  async remove(id: string): Promise<void> {
    const { library, loader, choice, onSwitch, onSwitched } = this.#parts;
    const list = await library.list();
    const isChosen = id === (choice.read() ?? list[0]?.id);
    if (isChosen) {
      await onSwitch();
      loader.unload();
    }
    try {
      await library.remove(id);
      if (isChosen) choice.write(null);
    } catch (error) {
      throw new Error(reasonOf(error), { cause: error });
    } finally {
      await this.refresh();
      if (isChosen) await onSwitched();
    }
  }

  close(): void {
    this.#adding?.stop.abort();
  }

  async #run(source: ModelSource): Promise<void> {
    const { library, dispatch, nowMs } = this.#parts;
    const adding = { source, stop: new AbortController() };
    this.#adding = adding;
    const rate = new TransferRate(nowMs);
    const { signal } = adding.stop;
    const name = source.kind === "file" ? source.file.name : source.url;
    const canPause = source.kind === "address";
    const begun = { name, canPause, isPaused: false, loadedBytes: 0, totalBytes: null };
    dispatch({ type: "model-adding", adding: { ...begun, bytesPerSecond: null, secondsLeft: null } });
    try {
      const { id } = await library.add(source, {
        signal,
        onProgress: ({ loadedBytes, totalBytes }) => {
          if (signal.aborted) return;
          const total = totalBytes ?? loadedBytes;
          const speed = rate.update({ phase: "download", loadedBytes, totalBytes: total });
          this.#tell({ loadedBytes, totalBytes, ...speed });
        },
      });
      this.#adding = null;
      dispatch({ type: "model-added", id });
    } catch (error) {
      // Paused or cancelled: whoever did it has told so.
      if (signal.aborted) return;
      this.#adding = null;
      dispatch({ type: "model-refused", name, reason: reasonOf(error) });
    }
    await this.refresh();
  }

  #tell(change: Partial<AddingModel>): void {
    this.#parts.dispatch({ type: "model-adding-changed", change });
  }
}

/** What is wrong with a file in full: here is more room than in a cell. */
function reasonOf(error: unknown): string {
  if (error instanceof EngineError) {
    const { failure } = error;
    if (failure.code === "model-unsupported" || failure.code === "model-file-invalid") return failure.detail;
    if (failure.code === "network-failed") return MESSAGES.modelAddressFailed(failure.detail);
  }
  return describe(toCellError(error)).text;
}
