import type { Browser, Page } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { launchBrowser } from "./browser.ts";

/** More stops of Tab between two things that a person goes to are a way that nobody finds. */
const MOST_STOPS = 40;

/** The column of answers has two finished ones. */
const COLUMNS = [
  ["Country", "Peru", "Japan", "Kenya", "France", "Italy"],
  ["Capital", "Lima", "Tokyo", "Nairobi"],
];

interface Grid {
  getActiveWorkbook(): {
    getActiveSheet(): { getRange(address: string): { getValues(): unknown[][] } };
  };
}
declare const window: { univerAPI: Grid };

describe("the playground without a mouse", () => {
  let server: StaticServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await serveSite(await buildSite(console.log), { port: 0 });
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const press = (key: string): Promise<void> => page.keyboard.press(key);
  const focused = () => page.locator(":focus");

  /** Goes on with Tab until a button of this name has the focus. */
  async function tabTo(name: RegExp, key = "Tab"): Promise<void> {
    const wanted = page.getByRole("button", { name }).and(focused());
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      if ((await wanted.count()) > 0) return;
      await press(key);
    }
    throw new Error(`${MOST_STOPS} stops lead to no "${String(name)}"`);
  }

  const values = async (address: string): Promise<unknown[]> =>
    page.evaluate(
      (where) => window.univerAPI.getActiveWorkbook().getActiveSheet().getRange(where).getValues().flat(),
      address,
    );

  const inGrid = (): Promise<void> =>
    expectSoon("the grid has the focus", () =>
      page.evaluate(
        () =>
          document.activeElement?.closest("main") !== null ||
          // The grid takes keys on an editor that lies outside it.
          document.activeElement.id.startsWith("__editor"),
      ),
    );

  async function expectSoon(what: string, isTrue: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!(await isTrue())) {
      if (Date.now() > deadline) throw new Error(`Not within a minute: ${what}`);
      await page.waitForTimeout(100);
    }
  }

  it("fills a column from a fresh page by keyboard only, and takes it back", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
    await page.goto(server.url);
    await page.getByRole("button", { name: "Download 253 MB" }).waitFor();
    await inGrid();
    await press("F6");
    await tabTo(/^Download 253 MB$/);
    await press("Enter");
    await page.getByRole("region", { name: "Model", exact: true }).and(focused()).waitFor();

    await press("F6");
    await tabTo(/^Next$/);
    await press("Escape");
    await page.getByRole("region", { name: /of 5/ }).waitFor({ state: "detached" });
    await inGrid();

    await press("Shift+F6");
    await tabTo(/^Open$/);
    await press("ArrowRight");
    await press("ArrowRight");
    await press("Enter");
    await page.getByRole("menuitem", { name: "Empty workbook" }).and(focused()).waitFor();
    await press("Enter");
    await page.getByText("Workbook", { exact: true }).waitFor();
    await expectSoon("an empty sheet", async () => (await values("A1"))[0] === null);
    await press("F6");
    await inGrid();
    for (const texts of COLUMNS) {
      for (const text of texts) {
        await page.keyboard.type(text);
        await press("Enter");
      }
      for (let row = 0; row < texts.length; row++) await press("ArrowUp");
      await press("ArrowRight");
    }
    expect(await values("A1:B6")).toEqual([
      ...["Country", "Capital", "Peru", "Lima", "Japan", "Tokyo"],
      ...["Kenya", "Nairobi", "France", null, "Italy", null],
    ]);
    await press("ArrowLeft");
    for (let row = 1; row < 5; row++) await press("ArrowDown");
    const spoken = page.getByRole("status");
    await spoken.filter({ hasText: "B5: empty" }).waitFor();
    await press("ArrowUp");
    await spoken.filter({ hasText: "B4: Nairobi" }).waitFor();
    await press("ArrowDown");

    await press("F6");
    await tabTo(/^Fill 2 rows$/);
    await press("Space");
    await page.getByRole("region", { name: "Fill a column" }).and(focused()).waitFor();
    await expectSoon("two capitals", async () =>
      (await values("B5:B6")).every((value) => value === "Paris" || value === "Rome"),
    );
    await tabTo(/^Undo$/, "Shift+Tab");
    await press("Enter");
    await expectSoon("the cells are empty again", async () =>
      (await values("B5:B6")).every((value) => value === null),
    );
    await page.getByRole("region", { name: "Fewshot", exact: true }).and(focused()).waitFor();
    // Nothing but grid and pane scrolls.
    expect(await page.locator("main").evaluate(({ parentElement }) => parentElement!.scrollHeight)).toBe(800);
    await context.close();
  }, 180_000);
});
