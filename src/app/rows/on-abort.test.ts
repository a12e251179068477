import { unlessAborted } from "./unless-aborted.ts";

describe("thousands that wait under one signal", () => {
  it("put one listener on it, and all end when it aborts", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    let listeners = 0;
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listeners += 1;
      add(...given);
    };
    const never = new Promise<never>(() => {});
    const waiting = Array.from({ length: 5_000 }, () => unlessAborted(never, signal));
    expect(await unlessAborted(Promise.resolve("done"), signal)).toBe("done");
    expect(listeners).toBe(1);
    controller.abort();
    const ends = await Promise.allSettled(waiting);
    expect(ends.every(({ status }) => status === "rejected")).toBe(true);
    await expect(unlessAborted(never, signal)).rejects.toThrow();
  });
});
