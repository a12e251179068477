import { openPane, type OpenPane } from "../testing/open-pane.ts";
import type { PanePage } from "../testing/pane-page.ts";

declare const window: { pane: PanePage };

let pane: OpenPane;

describe("how far things are, in the pane", () => {
  beforeEach(async () => {
    pane = await openPane();
  });
  afterEach(async () => {
    expect(pane.pageErrors).toEqual([]);
    await pane.close();
  });

  it("is said of a model that loads: its speed and the time left", async () => {
    await pane.button("Load now").click();
    const model = pane.card("Model");
    for (const megabytes of [50, 75, 100]) {
      await pane.page.evaluate((loaded) => window.pane.progress(loaded * 1e6, 253e6), megabytes);
      await pane.page.waitForTimeout(300);
    }
    await pane.page.evaluate(() => window.pane.progress(125e6, 253e6));
    await model.getByRole("progressbar", { name: "Downloading" }).waitFor();
    await model.getByText(/^[\d.]+ MB\/s$/).waitFor();
    await model.getByText(/^\d+ (s|min) left$/).waitFor();
    expect(await pane.problems()).toEqual([]);
  });

  it("is said of a model that is added: its speed and the time left", async () => {
    await pane.button("Choose a model").click();
    const model = pane.card("Model");
    const file = { name: "mine.gguf", mimeType: "application/octet-stream", buffer: Buffer.from("GGUF") };
    await model.getByLabel("GGUF file", { exact: true }).setInputFiles(file);
    for (const megabytes of [10, 20, 30]) {
      await pane.page.evaluate((loaded) => window.pane.adding.progress(loaded * 1e6, 98e6), megabytes);
      await pane.page.waitForTimeout(300);
    }
    await model.getByText(/[\d.]+ MB\/s/).waitFor();
    await model.getByText(/\d+ (s|min) left/).waitFor();
  });

  it("is said of rows: how many a second, and the time left", async () => {
    await pane.loadModel();
    await pane.page.evaluate(async () => {
      const { completer } = window.pane;
      completer.isHolding = true;
      void window.pane.fill(["France", "Peru"], "Sheet1!E4").catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 300));
      completer.isHolding = false;
      await window.pane.fill(["Spain", "Chad"], "Sheet1!D4");
    });
    const work = pane.card("Work");
    await work.getByRole("progressbar", { name: "Work" }).waitFor();
    await work.getByText(/^[\d.]+ rows\/s, \d+ (s|min) left$/).waitFor();
    expect(await pane.problems()).toEqual([]);
    await pane.page.evaluate(() => window.pane.completer.release());
  });

  it("is said of rows that wait, with those that come first", async () => {
    await pane.loadModel();
    await pane.page.evaluate(() => {
      window.pane.product.pause();
      void window.pane.fill(["France", "Peru"]).catch(() => undefined);
    });
    await pane
      .card("Work")
      .getByText("2 waiting, 0 running. Rows on screen first", { exact: false })
      .waitFor();
    await pane.button("Resume").click();
    await pane.card("Work").getByText("2 of 2 rows").waitFor();
  });

  it("is said of values that are made for a column, which can be stopped with nothing written", async () => {
    await pane.loadModel();
    await pane.page.evaluate(() => {
      window.pane.completer.isHolding = true;
      window.pane.host.select("Sheet1!B4");
    });
    const fill = pane.card("Fill a column");
    await fill.getByRole("button", { name: "Fill as values" }).click();
    await fill.getByText("Answering; the values are written at the end.").waitFor();
    expect(await pane.problems()).toEqual([]);
    expect(await pane.overflow()).toBe(0);
    await fill.getByRole("button", { name: "Stop" }).click();
    await fill.getByRole("button", { name: "Fill as values" }).waitFor();
    expect(await pane.page.evaluate(() => window.pane.host.typed("Sheet1!B4:B6").flat())).toEqual([
      null,
      null,
      null,
    ]);
  });
});
