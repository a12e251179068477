import { collectInTurns } from "./in-turns.ts";

function* slow(count: number) {
  for (let at = 0; at < count; at++) {
    const endMs = performance.now() + 3;
    while (performance.now() < endMs);
    yield at;
  }
}

describe("what is collected in turns", () => {
  it("is all there in order, and others had their turn in between", async () => {
    let turns = 0;
    const counting = setInterval(() => (turns += 1));
    expect(await collectInTurns(slow(20))).toEqual(Array.from({ length: 20 }, (_, at) => at));
    clearInterval(counting);
    expect(turns).toBeGreaterThan(1);
  });

  it("is nothing where there is nothing", async () => {
    expect(await collectInTurns([])).toEqual([]);
  });
});
