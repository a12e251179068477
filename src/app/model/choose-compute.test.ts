import type { ComputeChoice } from "../../engine/compute-choice.ts";
import { DEFAULT_SETTINGS } from "../../core/options/settings.ts";
import { computeChooser } from "./choose-compute.ts";
import { initialState } from "../reducers.ts";

/** A chooser over a product with so many rows at work, and what it did, in order. */
function chooserWith(running: number) {
  const done: string[] = [];
  let kept: ComputeChoice = "automatic";
  const before = initialState(DEFAULT_SETTINGS);
  const choose = computeChooser({
    memory: { read: () => kept, write: (choice) => (kept = choice) },
    host: {
      recalculate: async () => {
        done.push("recalculate");
      },
    },
    loader: {
      unload: () => done.push("unload"),
      completer: () => {
        done.push(`open on ${kept}`);
        return Promise.reject(new Error("no model"));
      },
    },
    state: { getState: () => ({ ...before, work: { ...before.work, running } }) },
    dispatch: (event) => done.push(event.type === "compute-changed" ? `shows ${event.compute}` : event.type),
    stop: async () => void done.push("stop"),
  });
  return { choose, done };
}

describe("choosing what computes", () => {
  it("shows the choice of this machine, and opens the model anew where it is changed", async () => {
    const { choose, done } = chooserWith(0);
    await choose("processor");
    expect(done).toEqual(["shows automatic", "unload", "shows processor", "open on processor"]);
  });

  it("asks again for rows that were running", async () => {
    const { choose, done } = chooserWith(3);
    await choose("graphics");
    expect(done).toEqual([
      "shows automatic",
      "stop",
      "unload",
      "shows graphics",
      "open on graphics",
      "recalculate",
    ]);
  });
});
