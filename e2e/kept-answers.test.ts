import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { launchProfile } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";

const EXAMPLES = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["Kenya", "Nairobi"],
];
const COUNTRIES = [["France"], ["Germany"], ["Italy"], ["Spain"]];

const isAnswer = (value: unknown) => value !== null && value !== "#N/A";

describe("a workbook saved with its answers and opened on another machine", () => {
  let folder: string;
  let server: StaticServer;
  const contexts: BrowserContext[] = [];

  /** hasModel: whether the server gives it the weights. */
  async function openMachine(name: string, hasModel: boolean): Promise<PlaygroundPage> {
    const context = await launchProfile(join(folder, name));
    contexts.push(context);
    if (!hasModel) await context.route(/\/model\/.*\.bin$/, (route) => route.abort());
    return PlaygroundPage.open(context, server.url);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fewshot-kept-"));
    server = await serveSite(await buildSite(console.log), { port: 0 });
  });

  afterAll(async () => {
    for (const context of contexts) await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("shows the same answers, in old formulas and in new ones, and runs nothing", async () => {
    const first = await openMachine("first", true);
    await first.newSheet();
    await first.write("A1:B4", EXAMPLES);
    await first.write("A5:A8", COUNTRIES);
    await first.formula("B5", "=GPT($A$2:$B$4, A5:A8)");
    await first.formula("C5", '=UPPER(GPT($A$2:$B$4, A5))&"!"');
    const answers = await first.settled("B5:B8", isAnswer);
    expect(answers[0]).toBe("Paris");
    expect(await first.settled("C5:C5", isAnswer)).toEqual(["PARIS!"]);
    const file = join(folder, "Kept.xlsx");
    await (await first.save()).saveAs(file);

    const second = await openMachine("second", false);
    await second.openFile(file);
    await second.showSheet("Test 1");
    expect(await second.settled("B5:B8")).toEqual(answers);
    expect(await second.settled("C5:C5")).toEqual(["PARIS!"]);
    const card = second.page.getByRole("region", { name: "Selected cell" });
    await card.getByText(/4 answers, \d unsure/).waitFor();
    await second.formula("D5", "=GPT($A$2:$B$4, A5:A8)");
    expect(await second.settled("D5:D8", isAnswer)).toEqual(answers);
    await second.pointer.click(5, 3);
    await card.getByText(/Kept with the workbook, from Gemma 3 270/).waitFor();
    expect(await second.page.getByRole("status").filter({ hasText: "Ready" }).count()).toBe(0);
    expect(second.pageErrors).toEqual([]);
  });
});
