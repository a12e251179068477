import { LazyPart } from "./lazy-part.ts";

describe("a part whose script comes when it is wanted", () => {
  it("is loaded once, and not before", async () => {
    let loaded = 0;
    const part = new LazyPart(() => Promise.resolve(++loaded));
    part.ifOpen(() => {
      throw new Error("nobody wanted it");
    });
    expect(loaded).toBe(0);
    expect(await Promise.all([part.open(), part.open()])).toEqual([1, 1]);
  });

  it("is tried again where it could not be loaded", async () => {
    let tries = 0;
    const part = new LazyPart(() =>
      ++tries === 1 ? Promise.reject(new Error("offline")) : Promise.resolve("there"),
    );
    await expect(part.open()).rejects.toThrow("offline");
    expect(await part.open()).toBe("there");
  });

  it("that is on its way is told in the order of the calls", async () => {
    const told: string[] = [];
    const part = new LazyPart(() => Promise.resolve(told));
    const opened = part.open().then((each) => each.push("first"));
    part.ifOpen((each) => each.push("second"));
    await opened;
    await Promise.resolve();
    expect(told).toEqual(["first", "second"]);
  });
});
