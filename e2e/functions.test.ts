import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { formatAddress, parseAddress } from "../src/core/ranges/a1.ts";
import type { FunctionExample } from "../src/functions/cell-function.ts";
import { CELL_FUNCTIONS } from "../src/functions/function-table.ts";
import { asGiven } from "../src/functions/testing/as-given.ts";
import { launchProfile } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";

const CASES = CELL_FUNCTIONS.flatMap(({ name, examples }) =>
  examples.map((example) => [name, example.title, example] as const),
);

/** The cells that the example's answers fill. */
function answerArea({ at, gives }: FunctionExample): string {
  const place = parseAddress(at)!;
  return formatAddress({ ...place, rows: gives.length, columns: gives[0]!.length });
}

describe("every cell function in the playground with the real model", () => {
  let server: StaticServer;
  let profile: string;
  let context: BrowserContext;
  let playground: PlaygroundPage;

  beforeAll(async () => {
    server = await serveSite(await buildSite(console.log), { port: 0 });
    profile = await mkdtemp(join(tmpdir(), "fewshot-e2e-"));
    context = await launchProfile(profile);
    playground = await PlaygroundPage.open(context, server.url);
    await playground.modelReady();
  });

  afterAll(async () => {
    expect(playground.pageErrors).toEqual([]);
    await context.close();
    await server.close();
    await rm(profile, { recursive: true, force: true });
  });

  it.each(CASES)("%s gives what its page says: %s", async (_name, _title, example) => {
    const { sheet = [], at, formula, gives } = example;
    await playground.newSheet();
    for (const [row, cells] of sheet.entries()) {
      const columns = cells.length;
      await playground.write(formatAddress({ sheet: null, row, column: 0, rows: 1, columns }), [cells]);
    }
    await playground.formula(at, formula);
    const area = answerArea(example);
    await playground.settled(area, undefined, 150_000);
    expect(asGiven(await playground.values(area), gives)).toEqual(gives);
  });
});
