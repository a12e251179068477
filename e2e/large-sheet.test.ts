import { LargeSheet, watchPage } from "./large-sheet.ts";
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

  it("are all counted, and all stopped", async () => {
    await sheet.open(ROWS, (row) => `thing${row}`);
    await sheet.formulas(1, ROWS, "$D$2:$E$4");
    expect(await sheet.queued(ROWS, LONG_MS)).toBe(true);
    await sheet.stop();
    expect(await sheet.isBusy()).toBe(false);
    const shown = await session.playground.settled(`B1:B${ROWS}`, (value) => value !== null, LONG_MS);
    expect(shown.filter((value) => value === "#BUSY!")).toEqual([]);
    expect(shown.filter((value) => value === "#N/A").length).toBeGreaterThan(ROWS / 2);
  }, 400_000);
});
