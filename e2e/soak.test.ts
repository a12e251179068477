import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { launchProfile } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";
import { keepEngines, Soak } from "./soak.ts";

const SEED = 20_261_125;
const SOAK_MS = 45_000;

describe("a minute of random actions and faults", () => {
  let folder: string;
  let server: StaticServer;
  let context: BrowserContext;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fewshot-soak-"));
    server = await serveSite(await buildSite(console.log), { port: 0 });
    context = await launchProfile(folder);
    await context.addInitScript(keepEngines);
  });

  afterAll(async () => {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("leaves every formula cell right, running, or saying why not, after each of them", async () => {
    const playground = await PlaygroundPage.open(context, server.url);
    await playground.modelReady();
    const steps: string[] = [];
    const soak = new Soak(playground, SEED, (step) => steps.push(step));
    await soak.run(SOAK_MS).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${steps.join("\n")}`, { cause: error });
    });
    expect(soak.steps).toBeGreaterThan(10);
  }, 300_000);
});
