import { readFile } from "node:fs/promises";
import { openPane, type OpenPane } from "../testing/open-pane.ts";

let pane: OpenPane;

const inside = () => pane.card("Under the hood");
const chart = (name: RegExp) => inside().getByRole("img", { name });

async function openInside(context: Parameters<typeof openPane>[0] = {}): Promise<void> {
  pane = await openPane(context);
  await pane.loadModel();
  await pane.answer("France");
  await inside().getByRole("button", { name: "Look into the layers" }).waitFor();
}

describe("looking into the layers, in the pane", () => {
  afterEach(async () => {
    expect(pane.pageErrors).toEqual([]);
    await pane.close();
  });

  it.each([
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["high contrast", { forcedColors: "active" }],
  ] as const)("shows what each layer leans to and attends to, on request (%s)", async (_, context) => {
    await openInside(context);
    await inside().getByText("The answer’s token ·Paris", { exact: false }).waitFor();
    await inside().getByRole("button", { name: "Look into the layers" }).click();
    await chart(/^What each layer leans to: layer 1 of 10 %, layer 2 ·Paris 90 %$/).waitFor();
    const attention = chart(/^What the place looks at: token \d+ : 5\d %/);
    await attention.waitFor();
    await inside()
      .getByText(/^example \d+ % · input \d+ %$/)
      .waitFor();
    await inside().getByRole("combobox", { name: "Layer" }).selectOption("Layer 2");
    await chart(/^What the place looks at: token \d+ : 100 %/).waitFor();
    await inside().getByText("example 0 % · input 100 %").waitFor();
    expect(await pane.problems()).toEqual([]);
    expect(await pane.overflow()).toBe(0);
  });

  it("gives a chart as a file that looks the same without the page", async () => {
    await openInside();
    await inside().getByRole("button", { name: "Look into the layers" }).click();
    const save = inside().getByRole("button", { name: "Save as SVG: What each layer leans to" });
    const [download] = await Promise.all([pane.page.waitForEvent("download"), save.click()]);
    expect(download.suggestedFilename()).toBe("logit-lens.svg");
    const svg = await readFile(await download.path(), "utf8");
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain("·Paris");
    expect(svg).not.toContain("class=");
    expect(svg).toMatch(/<rect[^>]* fill="rgb\(/);
  });

  it("tells how likely each token of the prompt was, on request", async () => {
    await openInside();
    await inside().getByRole("button", { name: "Show tokens" }).click();
    await inside().getByRole("button", { name: "How likely was the prompt?" }).click();
    await inside().getByText("Underlined: tokens of the prompt", { exact: false }).waitFor();
    const token = inside().getByRole("button", { name: "F, input, 50 %" });
    await token.click();
    await inside().getByText("Probability", { exact: true }).waitFor();
    expect(await pane.problems()).toEqual([]);
  });
});
