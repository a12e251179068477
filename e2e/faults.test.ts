import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { launchProfile } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";
import { keepEngines } from "./soak-sheet.ts";

const ROWS = 30;
const INPUTS = Array.from({ length: ROWS }, (_, index) => [`Item ${index}`]);

declare const window: { engines: Worker[] };

/** A story may begin with "#1"; the errors of cells are these. */
const isAnswer = (value: unknown) =>
  typeof value === "string" && !/^#(N\/A|VALUE!|NUM!|NAME\?|REF!|ERROR!)/.test(value);

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
});
