import fc from "fast-check";
import { CacheSlots } from "./cache-slots.ts";

describe("the slots of the KV cache", () => {
  it("are never given to two, and are given again when nobody uses them any more", () => {
    const action = fc.oneof(
      fc.record({ type: fc.constant("take" as const), count: fc.nat(5) }),
      fc.record({ type: fc.constant("retain" as const), holder: fc.nat(9) }),
      fc.record({ type: fc.constant("free" as const), holder: fc.nat(9) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const slots = new CacheSlots();
        const holders: number[][] = [];
        let most = 0;
        for (const act of actions) {
          const held = "holder" in act ? holders[act.holder] : undefined;
          if (act.type === "take") {
            const inUse = new Set(holders.flat());
            const taken = slots.take(act.count);
            expect(taken.filter((slot) => inUse.has(slot))).toEqual([]);
            expect(new Set(taken).size).toBe(act.count);
            holders.push(taken);
          } else if (held !== undefined && act.type === "retain") {
            slots.retain(held);
            holders.push([...held]);
          } else if (held !== undefined) {
            slots.free(held);
            holders.splice(act.holder, 1);
          }
          most = Math.max(most, new Set(holders.flat()).size);
        }
        // Lowest first: the cache is never longer than what was in use at one time.
        expect(slots.length).toBe(most);
      }),
    );
  });
});
