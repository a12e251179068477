import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { modelPath } from "../src/engine/local/testing/model-path.ts";
import { launchBrowser } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";

const TINY = new URL("../src/engine/local/architectures/fixtures/tiny-llama.gguf", import.meta.url);
const SMOLLM2 = modelPath("smollm2-135m");

describe("models of the person's own, in the built page", () => {
  let server: StaticServer;
  let browser: Browser;
  let context: BrowserContext;
  let folder: string;
  let playground: PlaygroundPage;
  let model: Locator;

  const button = (name: string) => model.getByRole("button", { name, exact: true });
  const listed = (name: string | RegExp) => model.getByRole("listitem").filter({ hasText: name });
  const choose = (file: string | { name: string; mimeType: string; buffer: Buffer }) =>
    model.getByLabel("GGUF file", { exact: true }).setInputFiles(file);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fewshot-models-"));
    server = await serveSite(await buildSite(console.log), { port: 0 });
    browser = await launchBrowser();
    context = await browser.newContext();
    playground = await PlaygroundPage.open(context, server.url);
    await playground.modelReady();
    model = playground.page.getByRole("region", { name: "Model", exact: true });
    await button("Choose a model").click();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => expect(playground.pageErrors).toEqual([]));

  it("lists the shipped ones with size, licence, accuracy and where they are", async () => {
    const gemma = listed("Gemma 3 270M");
    await gemma.getByText("In use").waitFor();
    await gemma.getByText("253 MB · Gemma Terms of Use · 54 % right").waitFor();
    await listed("SmolLM2 135M Instruct").getByText("98 MB · Apache License 2.0 · 45 % right").waitFor();
    await model.getByText(/Fewshot uses \d+ MB of this browser’s storage; [\d,]+ MB are free\./).waitFor();
  });

  it("computes on what is chosen, and says why a graphics card does not", async () => {
    const compute = model.getByRole("combobox", { name: "Compute on" });
    const runsOn = model.getByText(/^WebAssembly, \d threads?/);
    expect(await compute.inputValue()).toBe("automatic");
    await runsOn.filter({ hasText: "; WebGPU: no graphics card that the browser lets compute" }).waitFor();
    await compute.selectOption("Processor");
    await model.getByText(/^WebAssembly, \d threads?$/).waitFor({ timeout: 60_000 });
    await playground.modelReady();
    await compute.selectOption("Graphics card");
    await runsOn
      .filter({ hasText: "; WebGPU: no graphics card that the browser lets compute" })
      .waitFor({ timeout: 60_000 });
    await playground.modelReady();
    await playground.page.reload();
    await playground.ready();
    await compute.waitFor();
    expect(await compute.inputValue()).toBe("graphics");
    await compute.selectOption("Automatic");
    await playground.modelReady();
    await button("Choose a model").click();
  });

  it("refuses a file that is damaged and one of an unknown kind, and says what is wrong", async () => {
    const bytes = await readFile(SMOLLM2);
    const mimeType = "application/octet-stream";
    await choose({ name: "half.gguf", mimeType, buffer: bytes.subarray(0, 4_000_000) });
    await model
      .getByText(/half\.gguf was not added: tensor .* ends at byte \d+, but the file has 4000000/)
      .waitFor();
    const other = await readFile(TINY);
    const key = "general.architecture";
    other.write("mamba", other.indexOf(key) + key.length + 12, "latin1");
    await choose({ name: "mamba.gguf", mimeType, buffer: other });
    await model
      .getByText('mamba.gguf was not added: the architecture is "mamba"; supported are gemma3, llama')
      .waitFor();
    await choose({ name: "notes.gguf", mimeType, buffer: Buffer.from("no model at all") });
    await model.getByText("notes.gguf was not added: not a GGUF file: it does not start with GGUF").waitFor();
  });

  it("takes the real SmolLM2 from a file, answers with it, and keeps the answers of the one before", async () => {
    await playground.showSheet("Capitals");
    const before = await playground.settled("B7:B7");
    const file = join(folder, "Of Gemma.xlsx");
    await (await playground.save()).saveAs(file);
    await choose(SMOLLM2);
    await model.getByText(/is here\. Press Use to let it answer\./).waitFor({ timeout: 60_000 });
    const own = listed("your own file");
    await own.getByText("accuracy not measured").waitFor();
    await own.getByRole("button", { name: /^Use / }).click();
    await own.getByText("In use").waitFor();
    await playground.modelReady();
    const page = playground.page;
    await page.getByText("Answers from another model").waitFor();
    expect(await playground.settled("B7:B7")).toEqual(before);
    await page.getByRole("button", { name: "Ask again" }).click();
    await page.getByText("Answers from another model").waitFor({ state: "hidden", timeout: 120_000 });
    // The same where a file is opened that the other one answered.
    await playground.openFile(file);
    await page.getByText("Answers from another model").waitFor();
    await playground.showSheet("Capitals");
    expect(await playground.settled("B7:B7")).toEqual(before);
    await page.getByText("Answers from another model").waitFor();
  });

  it("deletes it again and goes back to the default", async () => {
    const own = listed("your own file");
    await own.getByRole("button", { name: /^Delete / }).click();
    await own
      .getByRole("group", { name: /^Delete the \d+ MB of / })
      .getByRole("button", { name: /^Delete / })
      .click();
    await own.waitFor({ state: "detached" });
    await listed("Gemma 3 270M").getByText("In use").waitFor();
    // Formulas that were running are asked of the default at once, which loads it; without any it waits to be loaded.
    const load = model.getByRole("button", { name: "Load now" });
    const ready = playground.page.getByRole("status").filter({ hasText: "Ready" });
    await load.or(ready).first().waitFor({ timeout: 120_000 });
    // The button may go by itself meanwhile; what counts is that the model is ready in the end.
    if (await load.isVisible()) await load.click({ timeout: 3_000 }).catch(() => undefined);
    await playground.modelReady();
  });
});
