import { architectureOf } from "../architectures/architectures.ts";
import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { upperLayers } from "./adapter-inputs.ts";
import { freshAdapter, meanAdapter, snapshot } from "./combined-adapters.ts";

const TINY = new URL("../architectures/fixtures/tiny-gemma3.gguf", import.meta.url).pathname;

async function fresh() {
  const source = await NodeFileSource.open(TINY);
  const file = await openGguf(source);
  const recipe = await architectureOf(file.architecture).readRecipe(file);
  await source.close();
  return freshAdapter(recipe, upperLayers(recipe), 4, () => 1);
}

describe("adapters that began alike", () => {
  it("change nothing at first: up is nothing", async () => {
    const { tensors } = await fresh();
    for (const [name, values] of tensors) {
      const isUp = name.startsWith("adapter_up");
      expect([name, values.every((value) => (value === 0) === isUp)]).toEqual([name, true]);
    }
  });

  it("have a mean of the same rank, value for value, and stay as they are", async () => {
    const first = await fresh();
    const second = snapshot(first);
    for (const values of second.tensors.values()) values.fill(3);
    const before = snapshot(first);
    const mean = meanAdapter([first, second, second]);
    expect(first).toEqual(before);
    expect(mean.rank).toBe(first.rank);
    for (const [name, values] of mean.tensors) {
      const own = first.tensors.get(name)!;
      expect(values).toHaveLength(own.length);
      expect(values[0]).toBeCloseTo((own[0]! + 6) / 3, 5);
    }
  });
});
