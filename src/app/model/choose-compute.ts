import type { StoreApi } from "zustand/vanilla";
import type { ComputeChoice } from "../../engine/compute-choice.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import type { ModelLoader } from "./model-loader.ts";
import type { AppEvent } from "../reducers.ts";
import type { AppState } from "../state.ts";

/** Keeps the choice of this machine between visits. */
export interface ComputeMemory {
  read(): ComputeChoice;
  write(choice: ComputeChoice): void;
}

export interface ComputeChooserParts {
  /** Null where nothing can be chosen. */
  readonly memory: ComputeMemory | null;
  readonly host: Pick<SpreadsheetHost, "recalculate">;
  readonly loader: Pick<ModelLoader, "unload" | "completer">;
  readonly state: Pick<StoreApi<AppState>, "getState">;
  readonly dispatch: (event: AppEvent) => void;
  /** Stops everything that waits or runs. */
  readonly stop: () => Promise<void>;
}

/** What computes from now on: the model is opened anew there, and asked again what it was asked before. */
export function computeChooser(parts: ComputeChooserParts): (choice: ComputeChoice) => Promise<void> {
  const { memory, host, loader, state, dispatch, stop } = parts;
  if (memory !== null) dispatch({ type: "compute-changed", compute: memory.read() });
  return async (choice) => {
    if (memory === null) return;
    const { queued, running } = state.getState().work;
    const isWorkStopped = queued + running > 0;
    if (isWorkStopped) await stop();
    loader.unload();
    memory.write(choice);
    dispatch({ type: "compute-changed", compute: choice });
    // A failure stands in the state, where the pane shows it.
    loader.completer().catch(() => undefined);
    if (isWorkStopped) await host.recalculate(null);
  };
}
