import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { launchProfile } from "./browser.ts";
import { LargeSheet, watchPage } from "./large-sheet.ts";
import { PlaygroundPage } from "./playground-page.ts";
import { keepEngines } from "./soak.ts";

const ROWS = 30;
const INPUTS = Array.from({ length: ROWS }, (_, index) => [`Item ${index}`]);

declare const window: { engines: Worker[] };

const isAnswer = (value: unknown) => typeof value === "string" && !value.startsWith("#");

describe("faults in the playground with the real model", () => {
  let folder: string;
  let server: StaticServer;
  let context: BrowserContext;
  let playground: PlaygroundPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fewshot-faults-"));
    server = await serveSite(await buildSite(console.log), { port: 0 });
    context = await launchProfile(folder);
    await context.addInitScript(keepEngines);
    await context.addInitScript(watchPage);
    playground = await PlaygroundPage.open(context, server.url);
    await playground.modelReady();
  });

  afterAll(async () => {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("a Worker that dies in the middle of a fill is replaced, and every row is answered", async () => {
    await playground.newSheet();
    await playground.write("A1:B3", [
      ["Thing", "Story"],
      ["Item a", "A long story about a"],
      ["Item b", "A long story about b"],
    ]);
    await playground.write(`A4:A${3 + ROWS}`, INPUTS);
    await playground.formula("B4", `=GPT(A2:B3, A4:A${3 + ROWS},, "temperature=1; max tokens=24; seed=3")`);
    const { page } = playground;
    await page.getByRole("button", { name: "Stop", exact: true }).and(page.locator(":enabled")).waitFor();
    await page.evaluate(() => {
      const engine = window.engines.at(-1)!;
      engine.terminate();
      engine.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
    });
    const answers = await playground.settled(`B4:B${3 + ROWS}`, isAnswer, 120_000);
    expect(answers.filter((answer) => !isAnswer(answer))).toEqual([]);
    expect(await page.evaluate(() => window.engines.length)).toBe(2);
    expect(playground.pageErrors).toEqual([]);
  });

  it("a page closed in the middle of a fill goes on, once its file is opened, from the answers that it had", async () => {
    await playground.newSheet();
    await playground.write("A1:B3", [
      ["Thing", "Tale"],
      ["Item a", "A tale about a"],
      ["Item b", "A tale about b"],
    ]);
    await playground.write(`A4:A${3 + ROWS}`, INPUTS);
    // A few at once, so that some are done when the page is closed.
    for (const [first, last] of [
      [4, 8],
      [9, 3 + ROWS],
    ] as const) {
      await playground.formula(
        `B${first}`,
        `=GPT($A$2:$B$3, A${first}:A${last},, "temperature=1; max tokens=24; seed=5")`,
      );
      if (first === 4) await playground.settled("B4:B8", isAnswer, 120_000);
    }
    const before = await playground.values("B4:B8");
    const download = playground.page.waitForEvent("download");
    await playground.page.getByRole("button", { name: "Save" }).click();
    const file = join(folder, "Closed.xlsx");
    await (await download).saveAs(file);
    await playground.page.close();

    playground = await PlaygroundPage.open(context, server.url);
    await playground.modelReady();
    const sheet = new LargeSheet(playground);
    await sheet.finished(60_000);
    const asked = await sheet.requests();
    await playground.openFile(file);
    await playground.showSheet("Test 2");
    const answers = await playground.settled(`B4:B${3 + ROWS}`, isAnswer, 120_000);
    expect(answers.filter((answer) => !isAnswer(answer))).toEqual([]);
    expect(await playground.values("B4:B8")).toEqual(before);
    expect((await sheet.requests()) - asked).toBeLessThanOrEqual(ROWS - 5);
    expect(playground.pageErrors).toEqual([]);
  }, 400_000);
});
