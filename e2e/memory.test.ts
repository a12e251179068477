import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { launchProfile, NO_GRAPHICS } from "./browser.ts";
import { EXAMPLES } from "./large-sheet.ts";
import { PlaygroundPage } from "./playground-page.ts";

const LONG_MS = 120_000;
const ROWS = 100;
const LONG_ROWS = 20;
const AREA = `B5:B${4 + ROWS}`;

const isAnswer = (value: unknown): boolean => typeof value === "string" && !value.startsWith("#");

/** V8 refuses WebAssembly memories of more pages (64 KiB each): growing fails as it does where there is no memory. */
const withMemoryOf = (pages: number): string[] => [
  ...NO_GRAPHICS,
  `--js-flags=--wasm-max-mem-pages=${pages}`,
];

describe("memory that runs out, with the real model", () => {
  let folder: string;
  let server: StaticServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fewshot-memory-"));
    server = await serveSite(await buildSite(console.log), { port: 0 });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Fills a column of a new sheet, and looks at what a browser with these flags makes of it. */
  async function fill<Seen>(flags: readonly string[], look: (playground: PlaygroundPage) => Promise<Seen>) {
    const context = await launchProfile(folder, flags);
    try {
      const playground = await PlaygroundPage.open(context, server.url);
      await playground.newSheet();
      await playground.write("A1:B4", EXAMPLES);
      await playground.write(
        `A5:A${4 + ROWS}`,
        Array.from({ length: ROWS }, (_, row) => [`thing${row}`]),
      );
      const cells = Array.from({ length: ROWS }, (_, row) => [{ f: `=GPT($A$2:$B$4, A${5 + row})` }]);
      await playground.write(AREA, cells as never);
      return await look(playground);
    } finally {
      await context.close();
    }
  }

  it("while the model opens is said in every cell and in the pane, and over once there is memory", async () => {
    await fill(withMemoryOf(1_000), async (playground) => {
      const shown = await playground.settled(AREA, (value) => value !== null, LONG_MS);
      expect(new Set(shown)).toEqual(new Set(["#N/A"]));
      await playground.select("B6");
      const card = playground.page.getByRole("region", { name: "Selected cell" });
      expect(await card.innerText()).toMatch(/memory/i);
      const work = playground.page.getByRole("region", { name: "Work" });
      expect(await work.getByRole("button", { name: "Stop", exact: true }).isEnabled()).toBe(false);
      expect(playground.pageErrors).toEqual([]);
    });
    await fill(NO_GRAPHICS, async (playground) => {
      const shown = await playground.settled(AREA, isAnswer, LONG_MS);
      expect(shown.filter((value) => !isAnswer(value))).toEqual([]);
    });
  }, 400_000);

  it("in a fill is said in every cell that it left without an answer, and short rows are answered again", async () => {
    // Room for the model and the caches of short rows, not for those of the long ones.
    await fill(withMemoryOf(2_600), async (playground) => {
      const shown = await playground.settled(AREA, isAnswer, LONG_MS);
      expect(shown.filter((value) => !isAnswer(value))).toEqual([]);
      const long = (row: number) => Array.from({ length: 400 }, (_, at) => `w${(row * 31 + at * 7) % 977}`);
      const inputs = Array.from({ length: LONG_ROWS }, (_, row) => [long(row).join(" ")]);
      await playground.write(`D5:D${4 + LONG_ROWS}`, inputs);
      const cells = inputs.map((_, row) => [{ f: `=GPT($A$2:$B$4, D${5 + row},, "max tokens=4")` }]);
      await playground.write(`E5:E${4 + LONG_ROWS}`, cells as never);
      const answers = await playground.settled(`E5:E${4 + LONG_ROWS}`, (value) => value !== null, LONG_MS);
      expect(answers).toContain("#N/A");
      const card = playground.page.getByRole("region", { name: "Selected cell" });
      for (const [row, answer] of answers.entries()) {
        if (isAnswer(answer)) continue;
        await playground.select(`E${5 + row}`);
        await card
          .getByText(/#N\/A .*memory/is)
          .first()
          .waitFor();
      }
      await playground.formula("C5", '=GPT($A$2:$B$4, "house")');
      expect(
        (await playground.settled("C5:C5", isAnswer, LONG_MS)).filter((value) => !isAnswer(value)),
      ).toEqual([]);
      expect(playground.pageErrors).toEqual([]);
    });
  }, 400_000);
});
