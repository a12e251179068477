import type { DecoderRecipe } from "../architectures/architecture.ts";
import { CacheSlots } from "../layers/cache-slots.ts";
import type { Layers } from "../layers/layers.ts";
import type { Head } from "./head.ts";
import { PackedDecoder } from "./packed-decoder.ts";

/** Layers that have memory for so many slots. */
const layersOf = (most: number) =>
  ({
    mostTokens: 4,
    slotBytes: 1,
    reserve(count: number) {
      if (count > most) throw new RangeError("no memory");
    },
    run: ({ wanted }: { wanted: readonly unknown[] }) => Promise.resolve(new Float32Array(wanted.length)),
  }) as unknown as Layers;

function decoderWith(memorySlots: number) {
  const slots = new CacheSlots();
  const recipe = { hidden: 1 } as DecoderRecipe;
  const parts = { slots, adapter: null };
  const decoder = new PackedDecoder(recipe, layersOf(memorySlots), {} as Head, parts);
  return { decoder, slots };
}

describe("a decoder that is not needed any more", () => {
  it("has no slots but those of what still runs, and leaves none behind", async () => {
    const { decoder, slots } = decoderWith(20);
    const between = () => Promise.resolve();
    decoder.freePrefix(await decoder.runPrefix([1, 2, 3], between));
    const read = await decoder.runPrefix([4, 5], between);
    decoder.dropPrefixes();
    decoder.freePrefix(await decoder.runPrefix([6, 7, 8, 9], between));
    expect(slots.take(4).filter((slot) => read.slots.includes(slot))).toEqual([]);
    decoder.freePrefix(read);
    expect(slots.take(2)).toEqual(read.slots);
    expect(slots.take(1)).toEqual([6]);
  });
});

describe("a decoder that gets no memory", () => {
  it("gives back the slots of the rows that it could not run", async () => {
    const { decoder, slots } = decoderWith(3);
    const row = { tokens: [1, 2], slots: [], prefixLength: 0, wanted: [] };
    await expect(decoder.runRows({ tokens: [], slots: [] }, [row, row])).rejects.toThrow("no memory");
    expect(slots.take(4)).toEqual([0, 1, 2, 3]);
  });

  it("gives back those of the part of a prefix that it could run", async () => {
    const { decoder, slots } = decoderWith(6);
    const prefix = decoder.runPrefix([1, 2, 3, 4, 5, 6, 7], () => Promise.resolve());
    await expect(prefix).rejects.toThrow("no memory");
    expect(slots.take(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
