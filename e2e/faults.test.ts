import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { launchProfile } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";
import { keepEngines } from "./keep-engines.ts";

const ROWS = 30;
const INPUTS = Array.from({ length: ROWS }, (_, index) => [`Item ${index}`]);

declare const window: { engines: Worker[]; setClock(aheadMs: number): void };

const HOUR_MS = 3_600_000;

/** Lets a test set the page's clock; an hour ahead where its address ends so. Must run before the page's own scripts. */
function keepClock(): void {
  const clock = Date.now.bind(Date);
  let aheadMs = location.hash === "#ahead" ? 3_600_000 : 0;
  Date.now = () => clock() + aheadMs;
  // A method, not a named function: tsx marks those with a helper that the page does not have.
  const clocks = {
    setClock(ms: number): void {
      aheadMs = ms;
    },
  };
  Object.assign(window, clocks);
}

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
    await context.addInitScript(keepClock);
    playground = await PlaygroundPage.open(context, server.url);
    await playground.modelReady();
  });

  afterAll(async () => {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts a fill, and resolves while it runs. */
  async function startFill(seed: number): Promise<void> {
    await playground.newSheet();
    await playground.write("A1:B3", [
      ["Thing", "Story"],
      ["Item a", "A long story about a"],
      ["Item b", "A long story about b"],
    ]);
    await playground.write(`A4:A${3 + ROWS}`, INPUTS);
    const options = `"temperature=1; max tokens=24; seed=${seed}"`;
    await playground.formula("B4", `=GPT(A2:B3, A4:A${3 + ROWS},, ${options})`);
    const { page } = playground;
    await page.getByRole("button", { name: "Stop", exact: true }).and(page.locator(":enabled")).waitFor();
  }

  it("a Worker that dies in the middle of a fill is replaced, and every row is answered", async () => {
    await startFill(3);
    const { page } = playground;
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

  it.each([1, -1])(
    "a clock that is set by %i h in the middle of a fill leaves answers and figures right",
    async (hours) => {
      await startFill(4 + hours);
      const { page } = playground;
      await page.evaluate((ms) => window.setClock(ms), hours * HOUR_MS);
      const rates: string[] = [];
      const work = page.getByRole("region", { name: "Work" });
      const look = async () => {
        const rate = /(\S+) rows\/s/.exec(await work.innerText());
        if (rate) rates.push(rate[1]!);
      };
      const looking = setInterval(() => void look(), 100);
      const answers = await playground.settled(`B4:B${3 + ROWS}`, isAnswer, 120_000);
      clearInterval(looking);
      await page.evaluate(() => window.setClock(0));
      expect(answers.filter((answer) => !isAnswer(answer))).toEqual([]);
      expect(rates.length).toBeGreaterThan(0);
      expect(rates.filter((rate) => !(Number(rate) > 0.1 && Number(rate) < 1_000))).toEqual([]);
    },
  );

  it("a clock that is set back does not hold up what is kept of an unsaved workbook", async () => {
    const { page } = playground;
    const isKept = (text: string) =>
      page.evaluate(async (wanted) => {
        const cache = await caches.open("fewshot-drafts");
        const texts = await Promise.all((await cache.matchAll()).map((draft) => draft.text()));
        return texts.some((draft) => draft.includes(wanted));
      }, text);
    const soonKept = async (text: string): Promise<boolean> => {
      const deadline = performance.now() + 10_000;
      while (!(await isKept(text)) && performance.now() < deadline) await page.waitForTimeout(200);
      return isKept(text);
    };
    await playground.write("T1:T1", [["before it was set back"]]);
    expect(await soonKept("before it was set back")).toBe(true);
    await page.evaluate((ms) => window.setClock(-ms), HOUR_MS);
    await playground.write("T1:T1", [["after it was set back"]]);
    expect(await soonKept("after it was set back")).toBe(true);
    await page.evaluate(() => window.setClock(0));
  });

  it("a clock that was set before the model was open hides nothing of what goes over the network", async () => {
    const other = await PlaygroundPage.open(context, `${server.url}#ahead`);
    await other.modelReady();
    await other.page.getByText("Network since loading: 0 bytes, 0 requests").waitFor();
    await other.page.evaluate(() => fetch("functions.json", { cache: "reload" }).then(() => undefined));
    await other.page.getByText(/Network since loading: [\d.,]+ kB, 1 request$/).waitFor();
    await other.page.close({ runBeforeUnload: false });
  });
});
