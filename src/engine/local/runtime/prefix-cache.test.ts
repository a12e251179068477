import { CacheSlots } from "../layers/cache-slots.ts";
import { PrefixCache } from "./prefix-cache.ts";

function kept(budget: number) {
  const slots = new CacheSlots();
  const cache = new PrefixCache(slots, budget);
  const put = (tokens: readonly number[], start: readonly number[] = []) => {
    slots.retain(start);
    const prefix = { tokens, slots: [...start, ...slots.take(tokens.length - start.length)] };
    cache.put(prefix);
    return prefix;
  };
  return { slots, cache, put };
}

describe("the cache of prefixes", () => {
  it("finds the one that begins most like the tokens", () => {
    const { cache, put } = kept(100);
    put([1, 2, 9]);
    const best = put([1, 2, 3, 4]);
    expect(cache.closest([1, 2, 3, 7])).toEqual({ prefix: best, shared: 3 });
    expect(cache.closest([5])).toBeNull();
  });

  it("drops the one used longest ago when the budget is full, but never a start that another still has", () => {
    const { cache, put, slots } = kept(7);
    const first = put([1, 2, 3]);
    put([1, 2, 4, 5], first.slots.slice(0, 2));
    cache.touch(first);
    put([8, 9]);
    expect(cache.closest([1, 2, 4, 5])!.shared).toBe(2);
    expect(cache.closest([8])!.shared).toBe(1);
    // Of [1, 2, 4, 5] only the two tokens of its own are free again.
    const free = slots.take(2);
    expect(first.slots.filter((slot) => free.includes(slot))).toEqual([]);
    expect(Math.max(...free)).toBeLessThan(slots.length);
  });

  it("lets a prefix that is still read keep its slots when it drops it", () => {
    const { cache, put, slots } = kept(3);
    const read = put([1, 2, 3]);
    slots.retain(read.slots);
    put([4, 5, 6]);
    expect(cache.closest([1, 2, 3])).toBeNull();
    expect(slots.take(3).filter((slot) => read.slots.includes(slot))).toEqual([]);
    slots.free(read.slots);
    expect(slots.take(3)).toEqual(read.slots);
  });
});
