import type { StoreApi } from "zustand/vanilla";
import type { SpreadsheetHost } from "../../host/port.ts";
import type { KeptAnswers } from "../rows/kept-answers.ts";
import type { AppState } from "../state.ts";
import { ModelShelf, type ModelShelfParts } from "./model-shelf.ts";

export interface WorkingShelfParts extends Omit<ModelShelfParts, "onSwitch" | "onSwitched"> {
  readonly host: Pick<SpreadsheetHost, "recalculate">;
  readonly kept: KeptAnswers;
  readonly state: Pick<StoreApi<AppState>, "getState">;
  /** Stops everything that waits or runs. */
  readonly stop: () => Promise<void>;
}

/**
 * A shelf of models among work that runs: another model is asked again what the one before was asked and had not
 * answered.
 */
export function workingShelf({ host, kept, state, stop, ...parts }: WorkingShelfParts): ModelShelf {
  let isWorkStopped = false;
  return new ModelShelf({
    ...parts,
    async onSwitch() {
      const { queued, running } = state.getState().work;
      isWorkStopped = queued + running > 0;
      // What was asked of one model must not be answered by another.
      if (isWorkStopped) await stop();
      await kept.save();
    },
    async onSwitched() {
      kept.identify();
      if (isWorkStopped) await host.recalculate(null);
    },
  });
}
