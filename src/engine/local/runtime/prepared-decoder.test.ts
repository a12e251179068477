import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { MemoryStore } from "../weights/memory-store.ts";
import { PreparedWeights } from "../weights/prepared-weights.ts";
import { loadDecoder } from "./load-decoder.ts";

class LastingStore extends MemoryStore {
  override readonly kind = "opfs" as never;
}

describe.each(["gemma3", "llama"])("a random %s model from prepared weights", (family) => {
  it("gives the very same scores as from its file, and reads no matrix of a layer", async () => {
    const path = new URL(`../architectures/fixtures/tiny-${family}.gguf`, import.meta.url).pathname;
    const source = await NodeFileSource.open(path);
    const store = new LastingStore();
    const start = async () => {
      const file = await openGguf(source);
      const read: string[] = [];
      const watched = { ...file, readRaw: (name: string) => (read.push(name), file.readRaw(name)) };
      const prepared = (await PreparedWeights.open(store, "hash"))!;
      const decoder = await loadDecoder(watched, { prepared });
      await prepared.end();
      const prefix = await decoder.runPrefix([1, 2, 3], () => Promise.resolve());
      const row = { tokens: [4, 5], slots: [], prefixLength: 3 };
      const { hidden } = await decoder.runRows(prefix, [row]);
      const scores = await decoder.score(hidden, [{ kind: "whole" }]);
      return { isKept: prepared.isKept, matrices: read.filter((name) => name.includes("ffn")), scores };
    };
    const first = await start();
    const second = await start();
    await source.close();
    expect([first.isKept, second.isKept]).toEqual([false, true]);
    expect(first.matrices).not.toEqual([]);
    expect(second.matrices).toEqual([]);
    expect(second.scores).toEqual(first.scores);
  });
});
