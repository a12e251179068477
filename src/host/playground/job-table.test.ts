import { setTimeout as wait } from "node:timers/promises";
import type { CellPlace } from "./job-table.ts";
import { JobTable } from "./job-table.ts";

const at = (row: number): CellPlace => ({ sheetId: "s", row, column: 1 });

/** A call whose outcome the test decides. */
function call() {
  const signals: AbortSignal[] = [];
  let settle: { resolve: (text: string) => void; reject: (error: Error) => void } | null = null;
  const start = (signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<string>((resolve, reject) => (settle = { resolve, reject }));
  };
  return {
    signals,
    start,
    done: (text: string) => settle?.resolve(text),
    fail: (e: Error) => settle?.reject(e),
  };
}

describe("the job table", () => {
  it("starts a call once and gives its result when the engine asks again", async () => {
    const told: CellPlace[][] = [];
    const table = new JobTable<string>((places) => told.push([...places]));
    const work = call();
    expect(table.evaluate(at(1), "k", work.start)).toEqual({ status: "running" });
    await wait(0);
    expect(table.evaluate(at(1), "k", work.start)).toEqual({ status: "running" });
    work.done("Paris");
    await wait(40);
    expect(told).toEqual([[at(1)]]);
    expect(table.evaluate(at(1), "k", work.start)).toEqual({ status: "done", result: "Paris" });
    expect(work.signals).toHaveLength(1);
  });

  it("tells what came of the only call of a cell", async () => {
    const table = new JobTable<string>(() => {});
    const [only, one, other] = [call(), call(), call()];
    table.evaluate(at(1), "k", only.start);
    table.evaluate(at(2), "k", one.start);
    table.evaluate(at(2), "o", other.start);
    await wait(0);
    expect(table.outcome(at(1))).toEqual({ status: "running" });
    expect(table.isSettled(at(1))).toBe(false);
    for (const { done } of [only, one, other]) done("Paris");
    await wait(0);
    expect(table.outcome(at(1))).toEqual({ status: "done", result: "Paris" });
    expect(table.outcome(at(2))).toBeNull();
    expect([1, 2, 3].map((row) => table.isSettled(at(row)))).toEqual([true, true, false]);
  });

  it("gives a result kept in a file without a call, once, and calls when the inputs change or it is forgotten", async () => {
    const table = new JobTable<string>(() => {});
    const [first, changed, again] = [call(), call(), call()];
    table.expect(at(1), "Paris");
    table.expect(at(2), "Rome");
    expect(table.evaluate(at(1), "k", first.start)).toEqual({ status: "done", result: "Paris" });
    await wait(0);
    expect(table.evaluate(at(1), "k", first.start)).toEqual({ status: "done", result: "Paris" });
    await wait(0);
    expect(table.evaluate(at(1), "other", changed.start)).toEqual({ status: "running" });
    table.forget(() => true);
    expect(table.evaluate(at(2), "k", again.start)).toEqual({ status: "running" });
    expect([first, changed, again].map((work) => work.signals.length)).toEqual([0, 1, 1]);
  });

  it("starts a call anew once its arguments were calculated, also where they came out the same", async () => {
    const table = new JobTable<string>(() => {});
    const [first, other, second] = [call(), call(), call()];
    table.evaluate(at(1), "k", first.start, "call");
    table.evaluate(at(1), "o", other.start, "other call");
    first.done("old");
    other.done("kept");
    await wait(0);
    table.suspend(at(1), "call");
    expect(table.evaluate(at(1), "k", second.start, "call")).toEqual({ status: "running" });
    expect(table.evaluate(at(1), "o", other.start, "other call")).toEqual({ status: "done", result: "kept" });
    second.done("new");
    await wait(0);
    expect(table.evaluate(at(1), "k", second.start, "call")).toEqual({ status: "done", result: "new" });
    expect([first, other, second].map((work) => work.signals.length)).toEqual([1, 1, 1]);
  });

  it("keeps a failure and does not try again by itself", async () => {
    const table = new JobTable<string>(() => {});
    const work = call();
    const error = new Error("no");
    table.evaluate(at(1), "k", work.start);
    work.fail(error);
    await wait(0);
    expect(table.evaluate(at(1), "k", work.start)).toEqual({ status: "failed", error });
    expect(work.signals).toHaveLength(1);
  });

  it("cancels the call that a changed formula no longer makes", async () => {
    const table = new JobTable<string>(() => {});
    const [old, changed] = [call(), call()];
    table.evaluate(at(1), "old", old.start);
    await wait(0);
    table.evaluate(at(1), "new", changed.start);
    await wait(0);
    expect(old.signals.map((s) => s.aborted)).toEqual([true]);
    expect(changed.signals.map((s) => s.aborted)).toEqual([false]);
  });

  it("keeps both calls of a cell that makes two", async () => {
    const table = new JobTable<string>(() => {});
    const [first, second] = [call(), call()];
    for (let pass = 0; pass < 3; pass++) {
      table.evaluate(at(1), "1", first.start);
      table.evaluate(at(1), "2", second.start);
      await wait(0);
    }
    expect([...first.signals, ...second.signals].map((s) => s.aborted)).toEqual([false, false]);
  });

  it("gathers answers so that the engine recalculates at most once in 200 ms", async () => {
    const told: number[] = [];
    const table = new JobTable<string>((places) => told.push(places.length));
    for (let row = 0; row < 30; row++) {
      table.evaluate(at(row), "k", async () => {
        await wait(row * 10);
        return "x";
      });
    }
    await wait(700);
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(30);
    expect(told.length).toBeLessThanOrEqual(4);
  });

  it("cancels forgotten cells, does not tell of them, and starts them anew", async () => {
    const told: CellPlace[] = [];
    const table = new JobTable<string>((places) => told.push(...places));
    const [gone, kept] = [call(), call()];
    table.evaluate(at(1), "k", gone.start);
    table.evaluate(at(2), "k", kept.start);
    expect(table.forget(({ row }) => row === 1)).toEqual([at(1)]);
    gone.done("late");
    kept.done("fine");
    await wait(40);
    expect(told).toEqual([at(2)]);
    expect(gone.signals[0]?.aborted).toBe(true);
    expect(table.evaluate(at(1), "k", gone.start)).toEqual({ status: "running" });
    expect(gone.signals).toHaveLength(2);
    table.close();
  });
});
