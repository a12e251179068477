import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import { ScriptedCompleter } from "../testing/scripted-completer.ts";

describe("leaving room for the host", () => {
  it("is told to every model that is opened and to the one that is open, and remembered", async () => {
    const written: boolean[] = [];
    const completers: ScriptedCompleter[] = [];
    const product = createProduct({
      host: new FakeHost([]),
      openCompleter: () => {
        completers.push(new ScriptedCompleter(() => " Paris"));
        return Promise.resolve(completers.at(-1)!);
      },
      gentle: { read: () => true, write: (isGentle) => written.push(isGentle) },
      nowMs: () => Date.now(),
    });
    expect(product.state.getState().isGentle).toBe(true);
    await product.tokenize("a");
    expect(completers[0]!.isGentle).toBe(true);
    product.setGentle(false);
    expect(product.state.getState().isGentle).toBe(false);
    expect(completers[0]!.isGentle).toBe(false);
    expect(written).toEqual([false]);
    product.close();
  });
});
