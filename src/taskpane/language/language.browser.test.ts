import { openPane, type OpenPane } from "../testing/open-pane.ts";
import type { PanePage } from "../testing/pane-page.ts";

declare const window: { pane: PanePage };

let pane: OpenPane;

describe("the pane's language", () => {
  afterEach(async () => {
    expect(pane.pageErrors).toEqual([]);
    await pane.close();
  });

  it("is the browser's where there are texts in it, and fits a narrow pane", async () => {
    pane = await openPane({ locale: "de-AT" });
    await pane.card("Modell").getByRole("button", { name: "Jetzt laden" }).waitFor();
    await pane.card("Gewählte Zelle").waitFor();
    expect(await pane.problems()).toEqual([]);
    expect(await pane.overflow()).toBe(0);
  });

  it("names options in German, with what formulas write beside it", async () => {
    pane = await openPane({ locale: "de-CH" });
    await pane.page.getByRole("slider", { name: "Temperatur (temperature)" }).waitFor();
    const type = pane.page.getByRole("combobox", { name: "Art der Antwort (type)" });
    await type.selectOption("ganze Zahl (integer)");
    await pane.page.waitForFunction(() => window.pane.host.saved?.includes('"type":"integer"'));
    expect(await pane.overflow()).toBe(0);
  });

  it("is English where there are none", async () => {
    pane = await openPane({ locale: "fr-FR" });
    await pane.card("Model").getByRole("button", { name: "Load now" }).waitFor();
  });

  it("changes at once when another is chosen, with its numbers, and is remembered", async () => {
    pane = await openPane();
    await pane.button("Choose a model").click();
    await pane.card("Model").getByText("1,000 MB are free", { exact: false }).waitFor();
    await pane.page.getByRole("combobox", { name: "Language" }).selectOption("Deutsch");
    await pane.button("Modell wählen").click();
    await pane.card("Modell").getByText("1.000 MB sind frei", { exact: false }).waitFor();
    expect(await pane.page.evaluate(() => document.documentElement.lang)).toBe("de");
    expect(await pane.problems()).toEqual([]);
    await pane.page.reload();
    await pane.card("Modell").waitFor();
  });
});
