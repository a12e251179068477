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

  it("writes and reads numbers with a decimal comma, typed, stepped and spoken", async () => {
    pane = await openPane({ locale: "de-DE" });
    const saved = (temperature: number) =>
      pane.page.waitForFunction(
        (wanted) =>
          (JSON.parse(window.pane.host.saved ?? "{}") as { temperature?: number }).temperature === wanted,
        temperature,
      );
    const field = pane.page.getByRole("spinbutton", { name: "Temperatur (temperature), Wert" });
    await field.fill("0,7");
    expect(await field.getAttribute("aria-valuenow")).toBe("0.7");
    await field.press("ArrowUp");
    await saved(0.75);
    expect(await field.inputValue()).toBe("0,75");
    expect(await field.getAttribute("aria-valuetext")).toBe("0,75");
    await field.press("PageUp");
    await saved(1.25);
    await field.press("PageDown");
    await field.press("ArrowDown");
    await saved(0.7);
    await field.fill("0.35");
    await field.press("Enter");
    await saved(0.35);
    expect(await field.inputValue()).toBe("0,35");
    const slider = pane.page.getByRole("slider", { name: "Temperatur (temperature)" });
    expect(await slider.getAttribute("aria-valuetext")).toBe("0,35");
    await field.fill("9,5");
    await field.press("Enter");
    await pane.page.getByRole("alert").filter({ hasText: "von 0 bis" }).waitFor();
    await pane.page
      .getByRole("button", { name: "Temperatur (temperature): mehr" })
      .waitFor({ state: "attached" });
    const penalty = pane.page.getByRole("spinbutton", { name: /repetition penalty\), Wert/ });
    await penalty.fill("0,1");
    await penalty.press("Enter");
    await pane.page.getByRole("alert").filter({ hasText: "von 0,5 bis" }).waitFor();
    expect(await pane.problems()).toEqual([]);
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
