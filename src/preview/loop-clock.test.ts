import { setTimeout as nextTask } from "node:timers/promises";
import { createTick, EndlessLoopError } from "./loop-clock.ts";

/** A clock on which each look takes so long. */
function clock(stepMs: number): () => number {
  let nowMs = 0;
  return () => (nowMs += stepMs);
}

describe("the clock of an app's loops", () => {
  it("stops a task that never gives way", () => {
    const tick = createTick(clock(10));
    expect(() => {
      for (;;) tick();
    }).toThrow(EndlessLoopError);
  });

  it("stops one that waits for promises only", async () => {
    const tick = createTick(clock(100));
    const wait = async () => {
      for (;;) {
        tick();
        await Promise.resolve();
      }
    };
    await expect(wait()).rejects.toThrow(EndlessLoopError);
  });

  it("starts anew with each task", async () => {
    const tick = createTick(clock(400));
    for (let task = 0; task < 10; task++) {
      for (let round = 0; round < 500; round++) tick();
      await nextTask(2);
    }
  });
});
