import { atShare, LargeSheet, watchPage } from "./large-sheet.ts";
import { openPlayground, type PlaygroundSession } from "./playground-session.ts";

const ROWS = 2_000;
const LONG_MS = 120_000;

describe("two thousand formula cells in the playground with the real model", () => {
  let session: PlaygroundSession;
  let sheet: LargeSheet;

  beforeAll(async () => {
    session = await openPlayground([watchPage]);
    const { playground } = session;
    playground.page.setDefaultTimeout(LONG_MS);
    await playground.modelReady();
    sheet = new LargeSheet(playground);
    await sheet.finished(LONG_MS);
  });

  afterAll(() => session.close());

  it("run only what changed, and equal inputs once, in cells of their own and in a spill", async () => {
    const { playground } = session;
    /** Expects so many requests for a change, and that all cells end with an answer. */
    const expectRequests = async (count: number, cells: string, change: () => Promise<void>) => {
      const before = await sheet.requests();
      await change();
      if (count > 0) await sheet.requestsAbove(before, LONG_MS);
      const shown = await playground.settled(cells, (value) => value !== null && value !== "#N/A", LONG_MS);
      expect(shown.filter((value) => typeof value !== "string" || value.startsWith("#"))).toEqual([]);
      expect((await sheet.requests()) - before).toBe(count);
    };
    await sheet.open(40, (row) => ["dog", "cup", "pen", "hat"][row % 4]!);
    await expectRequests(4, "B1:B8", () => sheet.formulas(1, 8, "$G$2:$H$4"));
    await expectRequests(0, "B1:B40", () => sheet.formulas(9, 40, "$D$2:$E$4"));
    await expectRequests(4, "B1:B40", () => playground.write("H3:H3", [["boxs"]]));
    await expectRequests(0, "C1:C40", () => playground.formula("C1", "=GPT($G$2:$H$4, A1:A40)"));
    await expectRequests(2, "B1:C40", () => playground.write("A40:A40", [["cow"]]));
  }, 400_000);

  it("leave no memory behind, however often they run", async () => {
    const { playground, context } = session;
    const devtools = await context.newCDPSession(playground.page);
    await devtools.send("Performance.enable");
    const heapMib = async (): Promise<number> => {
      await devtools.send("HeapProfiler.collectGarbage");
      const { metrics } = await devtools.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "JSHeapUsedSize")!.value / 2 ** 20;
    };
    await sheet.open(ROWS, (row) => `thing${row % 100}`);
    await sheet.formulas(1, ROWS, "$D$2:$E$4");
    const after: number[] = [];
    for (const last of ["cities", "citys", "cityes", "city"]) {
      const before = await sheet.requests();
      await playground.write("E4:E4", [[last]]);
      if (after.length > 0) await sheet.requestsAbove(before, LONG_MS);
      await playground.settled(`B1:B${ROWS}`, (value) => value !== null && value !== "#N/A", LONG_MS);
      await sheet.finished(LONG_MS);
      after.push(await heapMib());
    }
    // The first run brings what every later one uses again. The grid keeps some changes for Undo.
    expect(after.at(-1)! - after[1]!).toBeLessThan(3);
  }, 400_000);

  it("are all counted, leave the grid to the person meanwhile, and are all stopped at once", async () => {
    await sheet.open(ROWS, (row) => `thing${row}`);
    await sheet.formulas(1, ROWS, "$D$2:$E$4");
    expect(await sheet.queued(ROWS, LONG_MS)).toBe(true);
    const { typed, presses } = await sheet.use(ROWS, 5_000);
    expect(typed).toBeGreaterThan(15);
    // Presses that are painted within a frame are not among them.
    expect(atShare(presses, 0.9)).toBeLessThan(500);
    expect(await sheet.stop()).toBeLessThan(2_000);
    expect(await sheet.isBusy()).toBe(false);
    const shown = await session.playground.settled(`B1:B${ROWS}`, (value) => value !== null, LONG_MS);
    expect(shown.filter((value) => value === "#BUSY!")).toEqual([]);
    expect(shown.filter((value) => value === "#N/A").length).toBeGreaterThan(ROWS / 2);
  }, 400_000);
});
