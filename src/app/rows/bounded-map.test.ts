import { BoundedMap } from "./bounded-map.ts";

const filled = (limit: number, keys: Iterable<string>): BoundedMap<string, string> => {
  const map = new BoundedMap<string, string>(limit);
  for (const key of keys) map.set(key, key.toUpperCase());
  return map;
};

describe("a bounded map", () => {
  it("forgets what was used longest ago", () => {
    const map = filled(3, "abc");
    expect(map.get("a")).toBe("A");
    map.set("b", "2");
    map.set("d", "D");
    expect(map.get("c")).toBeUndefined();
    expect([...map.values()]).toEqual(["A", "2", "D"]);
    expect([map.size, map.has("a"), map.has("c")]).toEqual([3, true, false]);
  });

  it("gives values in their order of use after any were deleted", () => {
    const map = filled(9, "abcde");
    for (const key of "caex") map.delete(key);
    expect([...map.values()]).toEqual(["B", "D"]);
    map.get("b");
    map.set("f", "F");
    expect([...map.values()]).toEqual(["D", "B", "F"]);
    for (const key of "dbf") map.delete(key);
    map.set("g", "G");
    expect([...map.values()]).toEqual(["G"]);
    map.clear();
    expect([[...map.values()], map.size]).toEqual([[], 0]);
  });

  it("is as quick when a few of very many entries are read all the time, and when it is full", () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `key ${index}`);
    const map = filled(50_000, keys);
    const startMs = performance.now();
    for (let index = 0; index < 200_000; index++) map.get(keys.at(-1 - (index % 2))!);
    // Some 20 ms; half a minute in a map that is put in order by deleting.
    expect(performance.now() - startMs).toBeLessThan(3_000);
  });
});
