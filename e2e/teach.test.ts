import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { launchProfile } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";

/** Nothing that a model can know. */
const SHELVES = [
  ["Item", "Shelf"],
  ["QX-4417", "north"],
  ["BD-9020", "south"],
  ["LK-1188", "north"],
  ["MV-7355", "south"],
  ["PT-2264", "south"],
  ["ZH-6609", "north"],
  ["CW-3071", "north"],
  ["RG-5842", "south"],
];

describe("teaching in the playground with the real model", () => {
  let server: StaticServer;
  let folder: string;
  let context: BrowserContext;
  let playground: PlaygroundPage;

  beforeAll(async () => {
    server = await serveSite(await buildSite(console.log), { port: 0 });
    folder = await mkdtemp(join(tmpdir(), "fewshot-teach-"));
    await mkdir(join(folder, "profile"));
    context = await launchProfile(join(folder, "profile"));
    playground = await PlaygroundPage.open(context, server.url);
  });

  afterAll(async () => {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("learns pairs step by step and then by itself, and answers a formula that names the lesson", async () => {
    await playground.newSheet();
    await playground.write("A1:B9", SHELVES);
    await playground.select("A2:B9");
    const card = playground.page.getByRole("region", { name: "Teach", exact: true });
    const press = (name: string) => card.getByRole("button", { name, exact: true }).click();
    await card.getByLabel("Name").fill("shelf codes");
    await card.getByRole("switch").click();
    await press("Step by step");
    await card.getByRole("button", { name: "One step" }).waitFor({ timeout: 240_000 });
    await press("One step");
    const view = card.getByRole("group", { name: "What was just learned" });
    await view.waitFor({ timeout: 60_000 });
    expect(await view.innerText()).toMatch(/Item: \w\w-\d{4}\s+Shelf:/);
    await press("Resume");
    await card.getByText(/step 1\d of/).waitFor({ timeout: 120_000 });
    await press("Pause");
    await press("Resume");
    await card.getByRole("group", { name: "shelf codes" }).waitFor({ timeout: 400_000 });
    const download = playground.page.waitForEvent("download");
    await press("Export");
    expect((await download).suggestedFilename()).toBe("shelf-codes.safetensors");

    await playground.formula("C2", '=GPT($A$2:$B$3, A2:A9, , "teach=shelf codes")');
    const taught = await playground.settled("C2:C9");
    const expected = SHELVES.slice(1).map(([, shelf]) => shelf);
    expect(taught.filter((answer, row) => answer === expected[row]).length).toBeGreaterThanOrEqual(7);
    await playground.formula("D2", '=GPT($A$2:$B$3, A2, , "teach=no such lesson")');
    expect(await playground.settled("D2:D2")).toEqual(["#VALUE!"]);
    expect(playground.pageErrors).toEqual([]);
  });
});
