import type { Completer } from "../../engine/completer.ts";
import type { ModelLoader } from "./model-loader.ts";
import type { AppEvent } from "../reducers.ts";

/** Where a machine's choice is kept, whether the engine leaves room for what else runs on it. */
export interface GentleChoice {
  read(): boolean;
  write(isGentle: boolean): void;
}

/** Whether the engine leaves room, for each model that is opened and the one that is open. */
export class Gentleness {
  readonly #choice: GentleChoice | null;
  readonly #dispatch: (event: AppEvent) => void;
  #isGentle: boolean;

  /** @param choice null: it holds as long as the page is open */
  constructor(choice: GentleChoice | null, dispatch: (event: AppEvent) => void) {
    this.#choice = choice;
    this.#dispatch = dispatch;
    this.#isGentle = choice?.read() ?? false;
    dispatch({ type: "gentle-changed", isGentle: this.#isGentle });
  }

  /** Tells a model that was opened. */
  giveTo(completer: Completer): void {
    completer.setGentle?.(this.#isGentle);
  }

  set(isGentle: boolean, loader: ModelLoader): void {
    this.#isGentle = isGentle;
    this.#choice?.write(isGentle);
    this.#dispatch({ type: "gentle-changed", isGentle });
    void loader.withOpen(async (completer) => this.giveTo(completer));
  }
}
