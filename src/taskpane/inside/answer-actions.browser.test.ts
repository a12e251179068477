import { openPane, type OpenPane } from "../testing/open-pane.ts";
import type { PanePage } from "../testing/pane-page.ts";

declare const window: { pane: PanePage; release: () => void };

let pane: OpenPane;

const selected = () => pane.card("Selected cell");
const typed = (address: string) =>
  pane.page.evaluate((where) => window.pane.host.typed(where).flat(), address);

/** The pane with an answer of the model in B4 that shows a number, selected. */
async function openWith(shown: number, locale = "en-GB"): Promise<void> {
  pane = await openPane({ locale });
  await pane.page.evaluate(async (value) => {
    const { host, product } = window.pane;
    product.loadModel();
    window.pane.ready();
    await host.writeEntries([{ address: "Sheet1!B4", entries: [[{ formula: "=GPT(A2:B3, A4)" }]] }]);
    await host.writeEntries([{ address: "Sheet1!B3", entries: [[{ value }]] }]);
    host.showResult("Sheet1!B4", value);
    await window.pane.fill(["Italy"]);
    host.select("Sheet1!B4");
  }, shown);
}

describe("what can be done with an answer, in the pane", () => {
  afterEach(async () => {
    expect(pane.pageErrors).toEqual([]);
    await pane.close();
  });

  it("is to run that one cell again", async () => {
    await openWith(725);
    await selected().getByRole("button", { name: "Run again" }).click();
    await pane.page.waitForFunction(() => window.pane.host.recalculated.length > 0);
    expect(await pane.page.evaluate(() => window.pane.host.recalculated)).toEqual(["Sheet1!B4"]);
  });

  it("is to correct it by a share, which is asked about where it may be a number", async () => {
    await openWith(725);
    await selected().getByRole("button", { name: "Correct" }).click();
    const answer = selected().getByRole("textbox", { name: "Your answer" });
    await answer.fill("50%");
    await answer.press("Enter");
    await selected().getByRole("alert").filter({ hasText: "“50%” may be 0.5 or 50 here." }).waitFor();
    expect(await pane.problems()).toEqual([]);
    expect(await pane.overflow()).toBe(0);
    expect(await answer.inputValue()).toBe("50%");
    await answer.fill("0.5");
    expect(await selected().getByRole("alert").count()).toBe(0);
    await answer.press("Enter");
    await pane.page.getByText("Answer corrected.").waitFor();
    expect(await typed("Sheet1!B4")).toEqual([0.5]);
  });

  it("takes no other text while one is saved, and says what is unclear also to who has gone on to another cell", async () => {
    await openWith(725);
    await pane.page.evaluate(() => {
      const { host } = window.pane;
      const released = new Promise<void>((resolve) => {
        window.release = resolve;
      });
      const readRegion = host.readRegion.bind(host);
      host.readRegion = (address) => released.then(() => readRegion(address));
    });
    await selected().getByRole("button", { name: "Correct" }).click();
    const answer = selected().getByRole("textbox", { name: "Your answer" });
    await answer.fill("50%");
    await answer.press("Enter");
    await selected().locator("input[readonly]").waitFor();
    await answer.press("7");
    expect(await answer.inputValue()).toBe("50%");
    await pane.page.evaluate(() => window.pane.host.select("Sheet1!B3"));
    await answer.waitFor({ state: "detached" });
    await pane.page.evaluate(() => window.release());
    await pane.page.getByText("B4 was not corrected. “50%” may be 0.5 or 50 here.").waitFor();
    expect(await typed("Sheet1!B4")).toEqual(["=GPT(A2:B3, A4)"]);
  });

  it("is to correct it by a number as the language writes it", async () => {
    await openWith(7.25, "de-DE");
    const card = pane.card("Gewählte Zelle");
    await card.getByRole("button", { name: "Berichtigen" }).click();
    const answer = card.getByRole("textbox", { name: "Ihre Antwort" });
    await answer.fill("1.250");
    await answer.press("Enter");
    await card.getByRole("alert").filter({ hasText: "„1.250“ kann hier 1250 oder 1,25 sein." }).waitFor();
    await answer.fill("1.250,5");
    await answer.press("Enter");
    await pane.page.getByRole("button", { name: "Rückgängig" }).waitFor();
    expect(await typed("Sheet1!B4")).toEqual([1250.5]);
  });
});
