import fc from "fast-check";
import { MergeQueue } from "./merge-queue.ts";

describe("MergeQueue", () => {
  it("gives the highest score first and the leftmost among equals", () => {
    const merge = fc.record({ score: fc.integer({ min: -5, max: 5 }), left: fc.nat(1000) });
    fc.assert(
      fc.property(fc.array(merge, { maxLength: 600 }), (merges) => {
        const queue = new MergeQueue();
        for (const { score, left } of merges) queue.push(score, left, left + score + 9, left * 7);
        const popped: { score: number; left: number }[] = [];
        while (queue.size > 0) {
          expect(queue.id).toBe(queue.left * 7);
          popped.push({ score: queue.end - queue.left - 9, left: queue.left });
          queue.pop();
        }
        expect(popped).toEqual(merges.toSorted((a, b) => b.score - a.score || a.left - b.left));
      }),
    );
  });
});
