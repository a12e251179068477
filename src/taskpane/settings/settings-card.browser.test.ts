import { openPane, type OpenPane } from "../testing/open-pane.ts";
import type { PanePage } from "../testing/pane-page.ts";

declare const window: { pane: PanePage };

let pane: OpenPane;

const sampling = () => pane.card("Sampling");

/** A setting as the workbook keeps it. */
const kept = (key: string) =>
  pane.page.evaluate((name) => {
    const stored: Record<string, unknown> = JSON.parse(window.pane.host.saved ?? "{}") as never;
    return stored[name];
  }, key);

const changed = (key: string, before: unknown) =>
  expect.objectContaining({ key, isOther: true, before }) as unknown;

describe("the settings of sampling, in the pane", () => {
  beforeEach(async () => {
    pane = await openPane();
  });
  afterEach(async () => {
    expect(pane.pageErrors).toEqual([]);
    await pane.close();
  });

  it.each([
    ["Temperature", "temperature", "ArrowRight"],
    ["Top k", "topK", "ArrowRight"],
    ["Top p", "topP", "ArrowLeft"],
    ["Min p", "minP", "ArrowRight"],
    ["Repetition penalty", "repetitionPenalty", "ArrowRight"],
    ["Max tokens", "maxTokens", "ArrowRight"],
  ])("has a slider for %s, which the workbook keeps", async (label, key, press) => {
    const slider = sampling().getByRole("slider", { name: label, exact: true });
    const before = await slider.inputValue();
    await slider.focus();
    await pane.page.keyboard.press(press);
    await pane.page.waitForFunction(() => window.pane.host.saved !== null);
    expect({ key, isOther: String(await kept(key)) !== before, before }).toEqual(changed(key, before));
    expect(String(await kept(key))).toBe(await slider.inputValue());
  });

  it("has fields for the seed and for texts to stop at", async () => {
    const seed = sampling().getByRole("spinbutton", { name: "Seed, value" });
    await seed.fill("7");
    await seed.press("Enter");
    const stop = sampling().getByRole("textbox", { name: "Stop at, one text a line" });
    await stop.fill("END\n;");
    await stop.blur();
    await pane.page.waitForFunction(() => window.pane.host.saved?.includes("END"));
    expect([await kept("seed"), await kept("stop")]).toEqual([7, ["END", ";"]]);
  });

  it("has a slider for how many candidates the charts show", async () => {
    await pane.loadModel();
    await pane.page.evaluate(() => {
      window.pane.completer.candidates = Array.from({ length: 12 }, (_, index) => ({
        id: index,
        text: ` c${index}`,
        logProbability: Math.log(0.5 / 2 ** index),
      }));
    });
    await pane.answer("France");
    const chart = sampling().getByRole("img", { name: /^Next token/ });
    const shown = async () => (await chart.getAttribute("aria-label"))!.split(",").length;
    await chart.waitFor();
    expect(await shown()).toBe(8);
    await sampling().getByRole("slider", { name: "Candidates shown" }).focus();
    await pane.page.keyboard.press("ArrowRight");
    expect(await shown()).toBe(9);
    await pane.card("Selected cell").getByRole("cell", { name: "·c8" }).waitFor();
  });
});
