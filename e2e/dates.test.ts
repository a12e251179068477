import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlaygroundPage } from "./playground-page.ts";
import { openPlayground, type PlaygroundSession } from "./playground-session.ts";

/** Two clicks on a cell within half a second are a double click, which goes on with what was typed. */
const AFTER_TYPING_MS = 600;

const DAY = /^20\d\d-\d\d-\d\d$/;

describe("dates typed into the playground, with the real model", () => {
  let session: PlaygroundSession;
  let playground: PlaygroundPage;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fewshot-dates-"));
    session = await openPlayground();
    playground = session.playground;
  });

  afterAll(async () => {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function type(column: number, entries: readonly string[]): Promise<void> {
    for (const [row, entry] of entries.entries()) {
      const address = `${"AB"[column]}${row + 1}`;
      // On a busy machine the grid loses the first keys now and then.
      for (let tries = 0; tries < 3; tries++) {
        await playground.pointer.type(row, column, entry);
        await playground.page.waitForTimeout(AFTER_TYPING_MS);
        const [typed] = entry.startsWith("=")
          ? [await playground.formulaOf(address)]
          : await playground.shown(address);
        if (typed === entry) break;
      }
    }
  }

  it("are written in another way by a rule", async () => {
    await playground.newSheet();
    await type(0, ["2021-03-04", "2020-11-30", "2022-07-15", "2019-01-01"]);
    await type(1, ["March", "November", "=GPT.FORMAT($A$1:$B$2, A3)"]);
    expect(await playground.settled("B3")).toEqual(["July"]);
    await playground.pointer.dragDown(2, 1, 3);
    expect(await playground.settled("B3:B4")).toEqual(["July", "January"]);
    await playground.pointer.click(2, 1);
    const card = playground.page.getByRole("region", { name: "Selected cell" });
    await card.getByText("Exact rule").waitFor();
  });

  it("reach the model as days, as example and as input", async () => {
    await playground.newSheet();
    await type(0, ["2021-03-04", "2020-11-30", "2022-07-15"]);
    await type(1, ["spring", "autumn", "=GPT.PROMPT(A1:B2, A3)"]);
    const [prompt] = await playground.settled("B3");
    expect(prompt).toContain("2021-03-04");
    expect(prompt).toContain("2022-07-15");
    expect(prompt).not.toMatch(/4\d{4}/);
  });

  it("are answers that the pane proposes, fills with their number format, and takes back", async () => {
    await playground.newSheet();
    await type(0, [
      "Holiday",
      "Christmas 2019",
      "New Year 2020",
      "Christmas 2020",
      "New Year 2021",
      "Christmas 2021",
    ]);
    await type(1, ["Day", "2019-12-25", "2020-01-01", "2020-12-25"]);
    await playground.select("B5");
    const card = playground.page.getByRole("region", { name: "Fill a column" });
    await card.getByText("Dates or times").waitFor();
    await card.getByRole("button", { name: "Try it" }).click();
    await card.getByText(/Your own examples: [23] of 3 right/).waitFor();
    await card.getByRole("row", { name: /Christmas 2021 2021-12-25/ }).waitFor();
    await card.getByRole("button", { name: "Fill 2 rows" }).click();
    await playground.settled("B5:B6");
    expect(await playground.shown("B5:B6")).toEqual([expect.stringMatching(DAY), "2021-12-25"]);
    await playground.page.getByRole("button", { name: "Undo" }).click();
    await playground.settled("B5:B6", (value) => value === null);
    await playground.pointer.type(5, 1, "44555");
    expect(await playground.shown("B6")).toEqual(["44555"]);
    await playground.page.keyboard.press("Control+z");
  });

  it("are kept in a file with their formats, and answers are found there again", async () => {
    await playground.formula("B6", "=GPT(A2:B4, A6)");
    await playground.settled("B6");
    expect(await playground.shown("B6")).toEqual(["2021-12-25"]);
    const file = join(folder, "Dates.xlsx");
    await (await playground.save()).saveAs(file);
    await playground.openFile(file);
    await playground.showSheet("Test 3");
    expect(await playground.shown("B2:B6")).toEqual([
      "2019-12-25",
      "2020-01-01",
      "2020-12-25",
      "",
      "2021-12-25",
    ]);
    await playground.formula("B5", "=GPT($A$2:$B$4, A6)");
    await playground.settled("B5");
    expect(await playground.shown("B5")).toEqual(["2021-12-25"]);
    await playground.formula("C5", "=B5-B4");
    expect(await playground.settled("C5")).toEqual([365]);
    await playground.pointer.click(4, 1);
    const card = playground.page.getByRole("region", { name: "Selected cell" });
    await card.getByText(/Kept with the workbook/).waitFor();
    expect(playground.pageErrors).toEqual([]);
  });
});
