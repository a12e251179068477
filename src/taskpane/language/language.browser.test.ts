import { openPane, type OpenPane } from "../testing/open-pane.ts";

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
