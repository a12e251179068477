import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { launchProfile } from "./browser.ts";
import { LargeSheet, watchPage } from "./large-sheet.ts";
import { PlaygroundPage } from "./playground-page.ts";

const ROWS = 2_000;
const INPUTS = 10;
const CHANGED_ROWS = 5;
const LONG_MS = 120_000;

describe("two thousand formula cells in the playground with the real model", () => {
  let folder: string;
  let server: StaticServer;
  let context: BrowserContext;
  let playground: PlaygroundPage;
  let sheet: LargeSheet;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fewshot-large-"));
    server = await serveSite(await buildSite(console.log), { port: 0 });
    context = await launchProfile(folder);
    await context.addInitScript(watchPage);
    playground = await PlaygroundPage.open(context, server.url);
    playground.page.setDefaultTimeout(LONG_MS);
    await playground.modelReady();
    sheet = new LargeSheet(playground);
    await sheet.finished(LONG_MS);
  });

  afterAll(async () => {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("are all counted, and all stopped", async () => {
    await sheet.open(ROWS, (row) => `thing${row}`);
    await sheet.formulas(1, ROWS, "$D$2:$E$4");
    expect(await sheet.queued(ROWS, LONG_MS)).toBe(true);
    await sheet.stop();
    expect(await sheet.isBusy()).toBe(false);
    const shown = await playground.settled(`B1:B${ROWS}`, (value) => value !== null, LONG_MS);
    expect(shown.filter((value) => value === "#BUSY!")).toEqual([]);
    expect(shown.filter((value) => value === "#N/A").length).toBeGreaterThan(ROWS / 2);
  }, 400_000);

  it("with equal inputs run once, and after a changed example only those that depend on it", async () => {
    await sheet.open(ROWS, (row) => `word${row % INPUTS}`);
    const before = await sheet.requests();
    await sheet.formulas(1, CHANGED_ROWS, "$G$2:$H$4");
    await sheet.formulas(CHANGED_ROWS + 1, ROWS, "$D$2:$E$4");
    const isAnswer = (value: unknown) => typeof value === "string" && !value.startsWith("#");
    const answers = await playground.settled(`B1:B${ROWS}`, isAnswer, LONG_MS);
    expect(answers.every(isAnswer)).toBe(true);
    expect((await sheet.requests()) - before).toBeLessThanOrEqual(INPUTS);
    const then = await sheet.requests();
    await playground.write("H4:H4", [["citys"]]);
    await sheet.queued(1, LONG_MS);
    await playground.page.waitForTimeout(1_000);
    await sheet.finished(LONG_MS);
    const requests = (await sheet.requests()) - then;
    expect(requests).toBeGreaterThan(0);
    expect(requests).toBeLessThanOrEqual(CHANGED_ROWS);
    expect(playground.pageErrors).toEqual([]);
  }, 400_000);
});
