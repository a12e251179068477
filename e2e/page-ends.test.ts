import { EXAMPLES } from "./large-sheet.ts";
import { PlaygroundPage } from "./playground-page.ts";
import { openPlayground, type PlaygroundSession } from "./playground-session.ts";

const ROWS = 150;
const FIRST = 5;
const AREA = `B${FIRST}:B${FIRST + ROWS - 1}`;
const LONG_MS = 120_000;

interface KeptDraft {
  readonly workbook: {
    readonly sheets: readonly {
      readonly name: string;
      readonly rows: readonly (readonly ({ readonly value: unknown } | null)[])[];
    }[];
  };
}

declare const window: { asked: string[]; Worker: typeof Worker };

/** Notes the prompts that go to the engine. Must run before the page's own scripts. */
function keepAsked(): void {
  const asked: string[] = [];
  const Original = window.Worker;
  window.Worker = class extends Original {
    override postMessage(message: { requests?: { prompt: { suffix: string } }[] }, ...rest: never[]): void {
      for (const { prompt } of message.requests ?? []) asked.push(prompt.suffix);
      super.postMessage(message, ...rest);
    }
  };
  Object.assign(window, { asked });
}

const isAnswer = (value: unknown): value is string => typeof value === "string" && !value.startsWith("#");

/** No input is the beginning of another. */
const input = (row: number): string => `thing${String(row).padStart(3, "0")}`;

describe("a page that ends in the middle of a fill, with the real model", () => {
  let session: PlaygroundSession;
  beforeAll(async () => {
    session = await openPlayground([keepAsked]);
    await session.playground.modelReady();
  });
  afterAll(() => session.close());

  /** What column B of the test's sheet holds in the unsaved workbook that the browser keeps. */
  async function keptAnswers(): Promise<unknown[]> {
    const { page } = session.playground;
    const texts = await page.evaluate(async () => {
      const cache = await caches.open("fewshot-drafts");
      const requests = await cache.keys();
      return Promise.all(requests.map(async (request) => (await cache.match(request))!.text()));
    });
    const sheet = texts
      .flatMap((text) => (JSON.parse(text) as KeptDraft).workbook.sheets)
      .find(({ name }) => name === "Test 1");
    return Array.from({ length: ROWS }, (_, row) => sheet?.rows[FIRST - 1 + row]?.[1]?.value ?? null);
  }

  async function reopen(): Promise<PlaygroundPage> {
    const next = await PlaygroundPage.open(session.context, session.url);
    await next.page.getByRole("button", { name: "Open it" }).click();
    await next.page.getByText("· changed").waitFor();
    await next.showSheet("Test 1");
    return next;
  }

  it("is offered again after a crash: what was answered stands there, the rest goes on", async () => {
    const { playground, context } = session;
    await playground.newSheet();
    await playground.write("A1:B4", EXAMPLES);
    await playground.write(
      `A${FIRST}:A${FIRST + ROWS - 1}`,
      Array.from({ length: ROWS }, (_, row) => [input(row)]),
    );
    const formulas = Array.from({ length: ROWS }, (_, row) => [{ f: `=GPT($A$2:$B$4, A${FIRST + row})` }]);
    await playground.write(AREA, formulas as never);
    const deadline = Date.now() + LONG_MS;
    let kept = await keptAnswers();
    while (!kept.some(isAnswer) && Date.now() < deadline) {
      await playground.page.waitForTimeout(200);
      kept = await keptAnswers();
    }
    const before = kept.filter(isAnswer).length;
    expect(before).toBeGreaterThan(0);

    const crashed = playground.page.waitForEvent("crash");
    const control = await context.newCDPSession(playground.page);
    control.send("Page.crash").catch(() => undefined);
    await crashed;
    await playground.page.close();

    const next = await reopen();
    const answers = await next.settled(AREA, isAnswer, LONG_MS);
    expect(answers.filter((answer) => !isAnswer(answer))).toEqual([]);
    for (const [row, answer] of kept.entries()) if (isAnswer(answer)) expect(answers[row]).toBe(answer);
    const asked = await next.page.evaluate(() => window.asked);
    const again = kept.flatMap((answer, row) => (isAnswer(answer) ? [input(row)] : []));
    expect(asked.filter((prompt) => again.some((each) => prompt.includes(each)))).toEqual([]);
    expect(next.pageErrors).toEqual([]);

    // The draft of the page that crashed is gone once the workbook is this page's own unsaved one.
    await next.page.getByRole("button", { name: "Open it" }).waitFor({ state: "hidden" });
    await next.page.close({ runBeforeUnload: false });
    const last = await reopen();
    expect(await last.settled(AREA, isAnswer, LONG_MS)).toEqual(answers);
    await last.save();
    await last.page.waitForTimeout(500);
    await last.page.close();
    const clean = await PlaygroundPage.open(context, session.url);
    await clean.page.waitForTimeout(1_000);
    expect(await clean.page.getByRole("button", { name: "Open it" }).count()).toBe(0);
  }, 400_000);
});
