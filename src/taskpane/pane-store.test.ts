import { PartlyDone } from "../app/edits/partly-done.ts";
import type { Product } from "../app/product.ts";
import { cellError } from "../core/errors/cell-error.ts";
import { EngineError } from "../engine/completer.ts";
import { createPaneStore } from "./pane-store.ts";

/** What stands in the pane after an action that failed with this. */
async function failureOf(error: Error) {
  const { state, act } = createPaneStore({} as Product);
  const action = Promise.reject(error);
  act(action);
  await action.catch(() => {});
  await Promise.resolve();
  return state.getState().failure;
}

describe("an action that fails", () => {
  it("is told in the words of its error, not by its code", async () => {
    const failure = await failureOf(cellError("adapterInvalid", { detail: "cut off" }));
    expect(failure?.message).toMatch(/^[A-Z].* .*cut off.*\.$/);
    expect(failure?.isPartial).toBe(false);
  });

  it("is told in words where the engine failed", async () => {
    const failure = await failureOf(new EngineError({ code: "model-in-use" }));
    expect(failure?.message).toMatch(/^[A-Z].* .*\.$/);
  });

  it("is told apart where it was done otherwise", async () => {
    expect(await failureOf(new PartlyDone("One cell was left alone."))).toEqual({
      message: "One cell was left alone.",
      isPartial: true,
    });
  });
});
