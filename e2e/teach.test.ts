import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Locator } from "playwright-core";
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

/** What the model may well know: twenty things and their kinds. */
const KINDS = [
  ["Thing", "Kind"],
  ...["oak", "apple", "tiger", "pine", "plum", "horse", "birch", "cherry", "wolf", "maple"].map(kindOf),
  ...["pear", "sheep", "willow", "peach", "rabbit", "cedar", "lemon", "goat", "elm", "grape"].map(kindOf),
];

function kindOf(thing: string): string[] {
  const kinds = {
    animal: "tiger horse wolf sheep rabbit goat",
    tree: "oak pine birch maple willow cedar elm",
  };
  const found = Object.entries(kinds).find(([, things]) => things.split(" ").includes(thing));
  return [thing, found?.[0] ?? "fruit"];
}

describe("teaching in the playground with the real model", () => {
  let server: StaticServer;
  let folder: string;
  let context: BrowserContext;
  let playground: PlaygroundPage;
  let card: Locator;

  beforeAll(async () => {
    server = await serveSite(await buildSite(console.log), { port: 0 });
    folder = await mkdtemp(join(tmpdir(), "fewshot-teach-"));
    await mkdir(join(folder, "profile"));
    context = await launchProfile(join(folder, "profile"));
    playground = await PlaygroundPage.open(context, server.url);
    card = playground.page.getByRole("region", { name: "Teach", exact: true });
  });

  afterAll(async () => {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const press = (name: string) => card.getByRole("button", { name, exact: true }).click();
  const lesson = (name: string) => card.getByRole("group", { name, exact: true });
  const version = async (name: string) => /version \w+/.exec(await lesson(name).innerText())?.[0];

  it("learns pairs step by step and then by itself, and answers a formula that names the lesson", async () => {
    await playground.newSheet();
    await playground.write("A1:B9", SHELVES);
    await playground.select("A2:B9");
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
    await lesson("shelf codes").waitFor({ timeout: 400_000 });

    await playground.formula("C2", '=GPT($A$2:$B$3, A2:A9, , "teach=shelf codes")');
    const taught = await playground.settled("C2:C9");
    const expected = SHELVES.slice(1).map(([, shelf]) => shelf);
    expect(taught.filter((answer, row) => answer === expected[row]).length).toBeGreaterThanOrEqual(7);
    await playground.formula("D2", '=GPT($A$2:$B$3, A2, , "teach=no such lesson")');
    expect(await playground.settled("D2:D2")).toEqual(["#VALUE!"]);
    expect(playground.pageErrors).toEqual([]);
  });

  it("takes the exported file back under another name, which answers as the first", async () => {
    const download = playground.page.waitForEvent("download");
    await press("Export");
    const exported = await download;
    expect(exported.suggestedFilename()).toBe("shelf-codes.safetensors");
    const file = join(folder, "shelf-codes.safetensors");
    await copyFile(await exported.path(), file);
    await playground.select("A2:B9");
    await card.getByLabel("Name").fill("copy");
    await card.locator("input[type=file]").setInputFiles(file);
    await lesson("copy").waitFor();
    expect(await version("copy")).toBe(await version("shelf codes"));
    await playground.formula("E2", '=GPT($A$2:$B$3, A2:A9, , "teach=copy")');
    expect(await playground.settled("E2:E9")).toEqual((await playground.values("C2:C9")).flat());
  });

  it("shows how many held-back rows come right before and after, and comes with the workbook", async () => {
    await playground.newSheet();
    await playground.write("A1:B21", KINDS);
    await playground.select("A2:B21");
    await card.getByLabel("Name").fill("kinds");
    await press("Teach");
    await card.getByText(/^\d of \d held-back rows right with the other rows/).waitFor({ timeout: 60_000 });
    await card.getByText("training 2 of").waitFor({ timeout: 120_000 });
    await press("Stop and keep");
    await lesson("kinds")
      .getByText(/held-back rows right: \d of \d with the other rows in the prompt, \d after/)
      .waitFor({ timeout: 60_000 });

    const taught = await version("kinds");
    const saved = join(folder, "taught.xlsx");
    await copyFile(await (await playground.save()).path(), saved);
    await lesson("kinds").getByRole("button", { name: "Delete" }).click();
    await playground.openFile(saved);
    await lesson("kinds").waitFor();
    expect(await version("kinds")).toBe(taught);
    expect(playground.pageErrors).toEqual([]);
  });
});
