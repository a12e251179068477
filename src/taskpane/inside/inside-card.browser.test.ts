import { readFile } from "node:fs/promises";
import { openPane, type OpenPane } from "../testing/open-pane.ts";
import type { PanePage } from "../testing/pane-page.ts";

declare const window: { pane: PanePage };

let pane: OpenPane;

const inside = () => pane.card("Under the hood");

/** contextTokens: left out, so many that all examples fit. */
async function openInside(contextTokens?: number): Promise<void> {
  pane = await openPane();
  await pane.page.evaluate((most) => {
    const { completer } = window.pane;
    completer.candidates = [
      { id: 1, text: " Paris", logProbability: Math.log(0.5) },
      { id: 3, text: " Lyon", logProbability: Math.log(0.3) },
      { id: 4, text: " Nice", logProbability: Math.log(0.1) },
    ];
    if (most !== null) Object.assign(completer.model, { contextTokens: most });
  }, contextTokens ?? null);
  await pane.loadModel();
  await pane.answer("France");
}

/** What is said of the token that was chosen. */
const fact = (term: string) =>
  inside().getByText(term, { exact: true }).locator("xpath=following-sibling::*[1]");

describe("what the model made of a cell, in the pane", () => {
  afterEach(async () => {
    expect(pane.pageErrors).toEqual([]);
    await pane.close();
  });

  it("is tracked for each token of prompt and answer: its position, number, probability and runners-up", async () => {
    await openInside();
    await inside().getByRole("button", { name: "Show tokens" }).click();
    await inside().getByRole("button", { name: "·Paris, answer" }).click();
    expect(await fact("Number").innerText()).toBe("1");
    expect(await fact("Probability").innerText()).toBe("50 %");
    expect(await fact("Runners-up").innerText()).toBe("·Lyon 30 %, ·Nice 10 %");
    const answerAt = Number(await fact("Position").innerText());
    await inside().getByRole("button", { name: "How likely was the prompt?" }).click();
    await inside().getByRole("button", { name: "F, input, 50 %" }).click();
    expect(await fact("Number").innerText()).toBe(String("F".codePointAt(0)));
    expect(await fact("Runners-up").innerText()).toBe("·Paris 50 %, ·Lyon 30 %, ·Nice 10 %");
    expect(Number(await fact("Position").innerText())).toBeLessThan(answerAt);
    expect(await pane.problems()).toEqual([]);
  });

  it("is shown as a window with what was left out of it, and why", async () => {
    await openInside(100);
    await inside()
      .getByRole("img", { name: /^Context window: \d+ tokens of prompt, 16 kept for the answer, \d+ free$/ })
      .waitFor();
    await inside().getByText("1 example was left out: with the row and its answer, not all fit").waitFor();
    await pane.card("Selected cell").getByText("1 used, 1 left out").waitFor();
    expect(await pane.problems()).toEqual([]);
    expect(await pane.overflow()).toBe(0);
  });

  it.each([
    ["Sampling", "Next token", "next-token.svg", "·Lyon"],
    ["Under the hood", "Context window", "context-window.svg", "<rect"],
  ])(
    "gives a chart as a file that looks the same without the page (%s: %s)",
    async (card, title, file, part) => {
      await openInside();
      const save = pane.card(card).getByRole("button", { name: `Save as SVG: ${title}` });
      const [download] = await Promise.all([pane.page.waitForEvent("download"), save.click()]);
      expect(download.suggestedFilename()).toBe(file);
      const svg = await readFile(await download.path(), "utf8");
      expect(svg).toContain(part);
      expect(svg).not.toMatch(/class=|style=/);
      for (const [rect] of svg.matchAll(/<rect[^>]*>/g)) expect(rect).toMatch(/ width="[\d.]+"/);
      expect(svg).toMatch(/<rect[^>]* fill="rgb\(/);
    },
  );
});
