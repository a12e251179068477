import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import type { BrowserContext } from "playwright-core";
import type { LlamaServer } from "../scripts/llama-server/start-llama-server.ts";
import { startLlamaServer } from "../scripts/llama-server/start-llama-server.ts";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { modelPath } from "../src/engine/local/testing/model-path.ts";
import { launchProfile } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";

/** Part of the site's policy, so that it cannot be any free one. */
const PORT = 18_437;
const ADDRESS = `http://127.0.0.1:${PORT}`;
const KEY = "a key that must not travel";

const isAnswer = (value: unknown) => typeof value === "string" && !value.startsWith("#");

describe("the playground with a real llama-server", () => {
  let folder: string;
  let llama: LlamaServer;
  let site: StaticServer;
  let context: BrowserContext;
  let playground: PlaygroundPage;
  /** Requests to the server: the site's pages make none before they are told to. */
  const asked: string[] = [];
  const elsewhere: string[] = [];

  const card = () => playground.page.getByRole("region", { name: "Server" });
  const model = () => playground.page.getByRole("region", { name: "Model", exact: true });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fewshot-server-"));
    llama = await startLlamaServer(modelPath("gemma-3-270m"), PORT);
    site = await serveSite(await buildSite(console.log, [ADDRESS]), { port: 0, connect: [ADDRESS] });
    context = await launchProfile(folder);
    context.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin === ADDRESS) asked.push(request.url());
      else if (origin !== new URL(site.url).origin && !/^(data|blob):/.test(protocol)) elsewhere.push(origin);
    });
    playground = await PlaygroundPage.open(context, site.url);
    await playground.modelReady();
  }, 240_000);

  afterAll(async () => {
    await context.close();
    await site.close();
    llama.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function capitals(country: string): Promise<void> {
    await playground.newSheet();
    await playground.write("A1:B4", [
      ["Country", "Capital"],
      ["Peru", "Lima"],
      ["Japan", "Tokyo"],
      ["Kenya", "Nairobi"],
    ]);
    await playground.write("A5:A5", [[country]]);
    await playground.formula("B5", "=GPT(A2:B4, A5)");
  }

  it("asks it nothing until it is chosen, and says that no text leaves", async () => {
    await capitals("France");
    // The sample workbook is answered first.
    expect(await playground.settled("B5:B5", isAnswer, 150_000)).toEqual(["Paris"]);
    await model().getByText("Nothing you type leaves it.").waitFor();
    expect(asked).toEqual([]);
  });

  it("answers from the server once chosen, says where text goes, and counts it", async () => {
    await card().getByLabel("Key").fill(KEY);
    await card().getByRole("button", { name: "Send text to this server" }).click();
    await model().getByText(`Text leaves this computer: it is sent to ${ADDRESS}.`).waitFor();
    await model().getByText("gemma-3-270m-q4_k_m (server)").waitFor();
    await capitals("Italy");
    expect(await playground.settled("B5:B5", isAnswer)).toEqual(["Rome"]);
    await playground.pointer.click(4, 1);
    const selected = playground.page.getByRole("region", { name: "Selected cell" });
    await selected.getByText(`gemma-3-270m-q4_k_m (server) at ${ADDRESS}`).waitFor();
    await model()
      .getByText(/Network since loading: [1-9]/)
      .waitFor();
    expect(asked.some((url) => url.endsWith("/v1/completions"))).toBe(true);
  });

  it("keeps the key out of the workbook", async () => {
    const path = join(folder, "saved.xlsx");
    await (await playground.save()).saveAs(path);
    const parts = Object.values(unzipSync(new Uint8Array(await readFile(path))));
    const text = parts.map((part) => new TextDecoder().decode(part)).join("\n");
    expect(text).toContain("Italy");
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(String(PORT));
  });

  it("says in the cell that the server is gone, and goes on with the model of this machine", async () => {
    llama.close();
    await capitals("Spain");
    const [shown] = await playground.settled("B5:B5", (value) => value === "#N/A", 90_000);
    expect(shown).toBe("#N/A");
    await playground.pointer.click(4, 1);
    await playground.page
      .getByText(/did not answer/)
      .first()
      .waitFor();
    await card().getByRole("button", { name: "Use this computer" }).click();
    await playground.modelReady();
    await capitals("Germany");
    expect(await playground.settled("B5:B5", isAnswer)).toEqual(["Berlin"]);
    expect(elsewhere).toEqual([]);
    expect(playground.pageErrors).toEqual([]);
  });
});
