import { openPane, type OpenPane } from "../testing/open-pane.ts";
import type { PanePage } from "../testing/pane-page.ts";

declare const window: { pane: PanePage };

let pane: OpenPane;

const model = () => pane.card("Model");

afterEach(async () => {
  expect(pane.pageErrors).toEqual([]);
  await pane.close();
});

describe.each(["light", "dark"] as const)(
  "a model that must be downloaded first, in the pane (%s)",
  (colorScheme) => {
    it("is named with its size, and comes when the person wants it", async () => {
      pane = await openPane({ colorScheme });
      await pane.page.evaluate(() => {
        window.pane.forgetAgreement();
        void window.pane.fill(["France"]);
      });
      await model().getByRole("status").filter({ hasText: "Not downloaded" }).waitFor();
      await model().getByText("Formulas wait for the model, a download of 253 MB.").waitFor();
      expect(await pane.problems()).toEqual([]);
      expect(await pane.overflow()).toBe(0);
      await pane.button("Download 253 MB").click();
      await model().getByRole("progressbar").waitFor();
      await pane.page.evaluate(() => window.pane.ready());
      await model().getByText("Ready").waitFor();
      await pane.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
      await pane.card("Selected cell").getByText("Paris", { exact: true }).waitFor();
    });
  },
);

describe("what computes, in the pane", () => {
  const compute = () => model().getByRole("combobox", { name: "Compute on" });

  it("is chosen by its label; the model is opened anew there, and says what it runs on", async () => {
    pane = await openPane();
    await pane.loadModel();
    expect(await compute().inputValue()).toBe("automatic");
    await compute().selectOption("Graphics card");
    await model().getByText("Loading", { exact: true }).waitFor();
    await pane.page.evaluate(() => {
      window.pane.setRuntime({ kind: "processor", threads: 2, noGraphics: { code: "no-card" } });
      window.pane.ready();
    });
    await model().getByText("WebGPU: no graphics card that the browser lets compute").waitFor();
    expect(await compute().inputValue()).toBe("graphics");
    expect(await pane.problems()).toEqual([]);
    expect(await pane.overflow()).toBe(0);
  });

  it("is said in German, too", async () => {
    pane = await openPane({ locale: "de-DE" });
    await pane.page.evaluate(() => {
      window.pane.setRuntime({ kind: "processor", threads: 2, noGraphics: { code: "no-card" } });
      window.pane.product.loadModel();
      window.pane.ready();
    });
    await pane
      .card("Modell")
      .getByText("WebAssembly, 2 Threads; WebGPU: keine Grafikkarte, die der Browser rechnen lässt")
      .waitFor();
    expect(await pane.overflow()).toBe(0);
  });

  it("is not asked while a server answers", async () => {
    pane = await openPane();
    await compute().waitFor();
    await pane.card("Server").getByRole("textbox", { name: "Address" }).fill("https://llm.example");
    await pane.button("Send text to this server").click();
    await compute().waitFor({ state: "detached" });
  });
});
