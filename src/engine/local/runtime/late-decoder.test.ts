import { LateDecoder } from "./late-decoder.ts";
import type { PackedDecoder } from "./packed-decoder.ts";

/** A decoder that is loaded when told, and notes whether it works alone. */
function late() {
  const told: boolean[] = [];
  const made = { setAlone: (isAlone: boolean) => told.push(isAlone) } as unknown as PackedDecoder;
  const failures: Error[] = [];
  let loads = 0;
  const decoder = new LateDecoder(async () => {
    loads += 1;
    const failure = failures.pop();
    if (failure !== undefined) throw failure;
    return made;
  });
  return { decoder, made, told, failures, loads: () => loads };
}

describe("a decoder that is loaded late", () => {
  it("is loaded once, when it is wanted", async () => {
    const { decoder, made, loads } = late();
    expect(loads()).toBe(0);
    expect(await Promise.all([decoder.get(), decoder.get()])).toEqual([made, made]);
    expect(loads()).toBe(1);
  });

  it("leaves room as it was told before it was loaded, and as it is told after", async () => {
    const { decoder, told } = late();
    decoder.setAlone(true);
    await decoder.get();
    decoder.setAlone(false);
    expect(told).toEqual([true, false]);
  });

  it("is loaded again after that has failed", async () => {
    const { decoder, made, failures } = late();
    failures.push(new Error("no memory"));
    await expect(decoder.get()).rejects.toThrow("no memory");
    expect(await decoder.get()).toBe(made);
  });
});
