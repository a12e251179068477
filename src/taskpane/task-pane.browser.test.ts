import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type axe from "axe-core";
import type { BundledPage } from "../host/playground/testing/bundled-page.ts";
import { openBundledPage } from "../host/playground/testing/bundled-page.ts";
import type { PanePage } from "./testing/pane-page.ts";

declare const window: { pane: PanePage; axe: typeof axe };

const HTML = `<!doctype html><html lang="en"><head><title>Pane</title>
<style>html, body { margin: 0; height: 100% } #root { min-height: 100% }</style></head><body><div id="root"></div></body></html>`;
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** The narrowest pane that Excel gives. */
const NARROW = { width: 320, height: 900 };

let opened: BundledPage;

const card = (name: string) => opened.page.getByRole("region", { name });
const button = (name: string) => opened.page.getByRole("button", { name, exact: true });

async function openPane(colorScheme: "light" | "dark" = "light"): Promise<void> {
  const entry = fileURLToPath(new URL("./testing/pane-page.ts", import.meta.url));
  opened = await openBundledPage({
    entry,
    html: HTML,
    context: { viewport: NARROW, colorScheme, reducedMotion: "reduce" },
  });
  await card("Model").waitFor();
  await opened.page.addScriptTag({ path: AXE });
}

/** What a screen reader or a person with poor sight would stumble over. */
async function problems(): Promise<string[]> {
  // Colours that are on their way to others are no one's to read.
  await opened.page.waitForFunction(() =>
    document.getAnimations().every((animation) => !(animation instanceof CSSTransition)),
  );
  // Fluent's focus keeper puts empty, hidden stops around the pane, which axe takes for content.
  const { violations } = await opened.page.evaluate(() =>
    window.axe.run({ include: [["html"]], exclude: [["[data-tabster-dummy]"]] }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

async function loaded(): Promise<void> {
  await opened.page.evaluate(() => {
    window.pane.product.loadModel();
    window.pane.ready();
  });
  await card("Model").getByText("Ready").waitFor();
}

async function fill(...given: (string | { options: string })[]): Promise<void> {
  await opened.page.evaluate(async (all) => {
    const inputs = all.filter((each) => typeof each === "string");
    const options = all.find((each) => typeof each === "object")?.options ?? null;
    await window.pane.fill(inputs, "Sheet1!B4", options);
  }, given);
}

describe("the task pane in Chromium", () => {
  afterEach(async () => {
    expect(opened.pageErrors).toEqual([]);
    await opened.close();
  });

  it("loads the model on request, tells how far it is, and names it when it is ready", async () => {
    await openPane();
    await button("Load now").click();
    await opened.page.evaluate(() => window.pane.progress(100e6, 253e6));
    await card("Model").getByText("100 of 253 MB").waitFor();
    expect(await problems()).toEqual([]);
    await opened.page.evaluate(() => window.pane.ready());
    await card("Model").getByText("Scripted").waitFor();
  });

  it("says plainly where text goes once a server is used, and that none leaves before", async () => {
    await openPane();
    await card("Server").getByText("Off. The model runs on this computer").waitFor();
    await card("Model").getByText("Nothing you type leaves it.").waitFor();
    await card("Server")
      .getByText(/Text will leave this computer.*llm\.example/)
      .waitFor();
    expect(await problems()).toEqual([]);
    await card("Server").getByLabel("Key").fill("secret");
    await button("Send text to this server").click();
    await card("Model").getByText("Text leaves this computer: it is sent to https://llm.example.").waitFor();
    await card("Model").getByText("big (server)").waitFor();
    expect(await card("Server").getByLabel("Key").inputValue()).toBe("");
    await fill("France");
    await opened.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    await card("Selected cell").getByText("big (server) at https://llm.example").waitFor();
    expect(await problems()).toEqual([]);
    await button("Use this computer").click();
    await card("Model").getByText("Nothing you type leaves it.").waitFor();
  });

  it("uses no server that the site may not reach", async () => {
    await openPane();
    await card("Server").getByLabel("Address").fill("https://evil.example");
    await button("Send text to this server").click();
    await opened.page.getByText(/This site may not reach https:\/\/evil\.example/).waitFor();
    await card("Server").getByText("Off. The model runs on this computer").waitFor();
  });

  it("says why the model could not be loaded and tries again", async () => {
    await openPane();
    await button("Load now").click();
    await opened.page.evaluate(() => window.pane.fail());
    await card("Model")
      .getByText(/253 MB/)
      .waitFor();
    expect(await problems()).toEqual([]);
    await button("Try again").click();
    await opened.page.evaluate(() => window.pane.ready());
    await card("Model").getByText("Ready").waitFor();
  });

  it("shows what waits and runs, and stops it", async () => {
    await openPane();
    await loaded();
    await opened.page.evaluate(() => {
      window.pane.completer.isHolding = true;
      void window.pane.fill(["France", "Spain"]);
    });
    await card("Work").getByText("0 of 2 rows").waitFor();
    expect(await problems()).toEqual([]);
    await button("Stop").click();
    await card("Work").getByText("2 stopped").waitFor();
    expect(await button("Stop").isDisabled()).toBe(true);
    await card("Work").getByRole("button", { name: "Run again" }).click();
    expect(await opened.page.evaluate(() => window.pane.host.recalculated)).toEqual([null]);
  });

  it("pauses and goes on, by column", async () => {
    await openPane();
    await loaded();
    await opened.page.evaluate(() => {
      window.pane.completer.isHolding = true;
      void window.pane.fill(["France", "Spain"]);
      void window.pane.fill(["Chad"], "Sheet1!D4");
    });
    const work = card("Work");
    await work.getByText("0 waiting, 3 running").waitFor();
    await work.getByRole("listitem").filter({ hasText: "Sheet1, column B: 0 of 2" }).waitFor();
    await button("Pause").click();
    await work.getByText("Paused.").waitFor();
    expect(await problems()).toEqual([]);
    await opened.page.evaluate(() => {
      window.pane.completer.isHolding = false;
    });
    await button("Resume").click();
    await work.getByText("3 of 3 rows").waitFor();
    await work.getByText(/rows\/s/).waitFor();
    expect(await button("Pause").isDisabled()).toBe(true);
  });

  it("leaves room for Excel when told to, and says what that costs", async () => {
    await openPane();
    await loaded();
    const room = card("Sampling").getByRole("switch", { name: "Leave room for Excel" });
    await room.click();
    await card("Sampling")
      .getByText(/twice as long/)
      .waitFor();
    expect(await opened.page.evaluate(() => window.pane.completer.isGentle)).toBe(true);
    expect(await problems()).toEqual([]);
    await room.click();
    expect(await opened.page.evaluate(() => window.pane.completer.isGentle)).toBe(false);
  });

  it("measures what goes over the network once the model is loaded", async () => {
    await openPane();
    await loaded();
    const model = card("Model");
    await model.getByText("Network since loading: 0 bytes, 0 requests").waitFor();
    await opened.page.evaluate(() =>
      fetch("/page.js", { cache: "no-store" }).then((response) => response.text()),
    );
    await model.getByText(/: [\d.]+ (kB|MB), 1 request$/).waitFor();
    expect(await problems()).toEqual([]);
  });

  it.each(["light", "dark"] as const)("shows the selected cell's prompt and tokens (%s)", async (scheme) => {
    await openPane(scheme);
    await loaded();
    await fill("France");
    await opened.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    const selected = card("Selected cell");
    await selected.getByText(/^\d\d % likely right$/).waitFor();
    await selected.getByText("Country: France").waitFor();
    await selected.getByText("Paris").first().waitFor();
    expect(await problems()).toEqual([]);
  });

  it.each(["light", "dark"] as const)(
    "shows the rule behind an answer in words, in the %s theme",
    async (scheme) => {
      await openPane(scheme);
      await opened.page.evaluate(() => window.pane.format(["Cy Dunn", "Di de la Eck"]));
      await opened.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
      const selected = card("Selected cell");
      await selected.getByText("Exact rule").waitFor();
      await selected.getByText("the last word in capitals").waitFor();
      expect(await problems()).toEqual([]);
      await opened.page.evaluate(() => window.pane.host.select("Sheet1!B5"));
      await selected.getByText("Likely rule").waitFor();
      expect(await problems()).toEqual([]);
    },
  );
  it("proposes a fill from the selection, shows first answers and the test on the examples, and writes formulas", async () => {
    await openPane();
    await loaded();
    const fillCard = card("Fill a column");
    await fillCard.getByText("Type two or three answers").waitFor();
    expect(await problems()).toEqual([]);
    await opened.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    await fillCard.getByText("Country → Capital").waitFor();
    await fillCard.getByText("B4:B6, 3 rows").waitFor();
    await fillCard.getByRole("button", { name: "Try it" }).click();
    await fillCard.getByText("Your own examples: 0 of 2 right").waitFor();
    await fillCard.getByRole("row", { name: /^Italy Paris \d\d %$/ }).waitFor();
    await fillCard.getByText("Peru: Paris, not Lima").waitFor();
    expect(await problems()).toEqual([]);
    await fillCard.getByRole("button", { name: "Fill 3 rows" }).click();
    await opened.page.getByText("3 cells filled.").waitFor();
    const typed = () => opened.page.evaluate(() => window.pane.host.typed("Sheet1!B4:B6").flat());
    expect(await typed()).toEqual(["=GPT($A$2:$B$3, A4)", "=GPT($A$2:$B$3, A5)", "=GPT($A$2:$B$3, A6)"]);
    expect(await problems()).toEqual([]);
    await button("Undo").click();
    await opened.page.getByText("3 cells filled.").waitFor({ state: "detached" });
    expect(await typed()).toEqual([null, null, null]);
    await fillCard.getByRole("button", { name: "Fill 3 rows" }).waitFor();
  });

  it("fills with values on request, and closes a preview without writing", async () => {
    await openPane();
    await loaded();
    const fillCard = card("Fill a column");
    await opened.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    await fillCard.getByRole("button", { name: "Try it" }).click();
    await fillCard.getByText("Your own examples").waitFor();
    await fillCard.getByRole("button", { name: "Close" }).click();
    await fillCard.getByRole("button", { name: "Try it" }).waitFor();
    await fillCard.getByRole("button", { name: "Fill as values" }).click();
    await opened.page.getByText("3 cells filled.").waitFor();
    expect(await opened.page.evaluate(() => window.pane.host.typed("Sheet1!B4:B6").flat())).toEqual([
      "Paris",
      "Paris",
      "Paris",
    ]);
  });

  it("says what is missing where nothing can be filled", async () => {
    await openPane();
    await opened.page.evaluate(() => window.pane.host.select("Sheet1!A2:B3"));
    await card("Fill a column").getByText("Every row of this column has its answer.").waitFor();
    expect(await problems()).toEqual([]);
  });

  it("goes to unsure answers, accepts one, corrects another, freezes and gives back", async () => {
    await openPane();
    await loaded();
    await opened.page.evaluate(async () => {
      const { host, completer } = window.pane;
      completer.probability = 0.1;
      await host.writeEntries([
        {
          address: "Sheet1!B4:B6",
          entries: [4, 5, 6].map((row) => [{ formula: `=GPT($A$2:$B$3, A${row})` }]),
        },
      ]);
      await window.pane.fill(["Italy", "Spain", "Chad"]);
      for (const row of [4, 5, 6]) host.showResult(`Sheet1!B${row}`, "Paris");
    });
    const selected = card("Selected cell");
    await selected.getByText("3 answers, 3 unsure").waitFor();
    await selected.getByRole("button", { name: "Next unsure" }).click();
    await selected.getByText("B4", { exact: true }).waitFor();
    await selected.getByRole("button", { name: "Accept" }).click();
    await opened.page.getByText("Answer accepted.").waitFor();
    await selected.getByText("2 answers, 2 unsure").waitFor();
    await selected.getByRole("button", { name: "Next unsure" }).click();
    await selected.getByText("B5", { exact: true }).waitFor();
    await selected.getByRole("button", { name: "Correct" }).click();
    const answer = selected.getByRole("textbox", { name: "Your answer" });
    expect(await answer.inputValue()).toBe("Paris");
    expect(await problems()).toEqual([]);
    await opened.page.keyboard.type("Madrid");
    await answer.press("Enter");
    await opened.page.getByText("Answer corrected.").waitFor();
    await selected.getByText("B5 holds no answer of the model").waitFor();
    // Whoever has answers knows how to come to some.
    expect(await selected.getByText("For instance").count()).toBe(0);
    await opened.page.evaluate(() => window.pane.host.select("Sheet1!B4:B6"));
    await selected.getByRole("button", { name: "Freeze", exact: true }).click();
    await opened.page.getByText("1 cell frozen.").waitFor();
    const typed = () => opened.page.evaluate(() => window.pane.host.typed("Sheet1!B4:B6").flat());
    expect(await typed()).toEqual(["Paris", "Madrid", "Paris"]);
    await selected.getByRole("button", { name: "Unfreeze" }).click();
    await opened.page.getByText("1 cell given back to the model.").waitFor();
    expect(await typed()).toEqual(["Paris", "Madrid", "=GPT($A$2:$B$3, A6)"]);
    await selected.getByRole("button", { name: "Unfreeze" }).click();
    await selected.getByRole("button", { name: "Freeze", exact: true }).click();
    expect(await problems()).toEqual([]);
  });

  it("says on which sheet that was which Undo would take back, where another one is shown", async () => {
    await openPane();
    await opened.page.evaluate(async () => {
      const { host, product } = window.pane;
      await host.writeEntries([{ address: "Sheet1!B4", entries: [[{ formula: "=GPT($A$2:$B$3, A4)" }]] }]);
      host.select("Sheet1!B4");
      await product.cells.correct("Sheet1!B4", "Rome");
    });
    await opened.page.getByText("Answer corrected.", { exact: true }).waitFor();
    await opened.page.evaluate(() => window.pane.host.select("'Other one'!A1"));
    await opened.page.getByText("Answer corrected. That was on the sheet “Sheet1”.").waitFor();
    expect(await problems()).toEqual([]);
  });

  it("offers an answer that was typed into a filled column to its other rows", async () => {
    await openPane();
    await opened.page.evaluate(async () => {
      const { host } = window.pane;
      const [above, below] = ["A4", "A6"].map((input) => ({ formula: `=GPT($A$2:$B$3, ${input})` }));
      const entries = [[above!], [{ value: "Madrid" }], [below!]];
      await host.writeEntries([{ address: "Sheet1!B4:B6", entries }]);
      host.select("Sheet1!B6");
    });
    const filling = card("Fill a column");
    await filling
      .getByText("One answer of this column was typed, but its formulas learn from A2:B3 only.")
      .waitFor();
    expect(await problems()).toEqual([]);
    await filling.getByRole("button", { name: "Learn from all, in 2 cells" }).click();
    await opened.page.getByText("2 cells now learn from all finished rows.").waitFor();
    const typed = () => opened.page.evaluate(() => window.pane.host.typed("Sheet1!B4:B6").flat());
    expect(await typed()).toEqual(["=GPT(A4)", "Madrid", "=GPT(A6)"]);
    await filling.getByText("was typed").waitFor({ state: "detached" });
    await button("Undo").click();
    await filling.getByText("One answer of this column was typed").waitFor();
    expect(await typed()).toEqual(["=GPT($A$2:$B$3, A4)", "Madrid", "=GPT($A$2:$B$3, A6)"]);
  });

  it("says so where there is no answer to freeze", async () => {
    await openPane();
    await opened.page.evaluate(() => window.pane.host.select("Sheet1!A1"));
    await card("Selected cell").getByRole("button", { name: "Freeze", exact: true }).click();
    await opened.page.getByText("Pick cells with =GPT(…) that are done.").waitFor();
    expect(await problems()).toEqual([]);
  });

  it("draws by preset, and moves the next token's bars with the settings, without a run", async () => {
    await openPane();
    await loaded();
    await opened.page.evaluate(() => {
      window.pane.completer.candidates = [
        { id: 1, text: " Paris", logProbability: Math.log(0.5) },
        { id: 3, text: " Lyon", logProbability: Math.log(0.4) },
        { id: 4, text: " Nice", logProbability: Math.log(0.02) },
      ];
    });
    await fill("France");
    const sampling = card("Sampling");
    await sampling.getByText("Select a cell with an answer").waitFor();
    await opened.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    const chart = sampling.getByRole("img", { name: /^Next token/ });
    const label = () => chart.getAttribute("aria-label");
    await chart.waitFor();
    expect(await label()).toBe("Next token: ·Paris 100 %, ·Lyon cut off, ·Nice cut off");
    const runs = await opened.page.evaluate(() => window.pane.completer.prompts.length);
    await sampling.getByRole("button", { name: "Inventive" }).click();
    await saved({ temperature: 1.1, minP: 0.02 });
    await opened.page.waitForFunction(() =>
      document.querySelector("svg[aria-label^='Next token']")?.ariaLabel?.includes("Lyon 4"),
    );
    expect(await label()).toMatch(/^Next token: ·Paris 5\d %, ·Lyon 4\d %, ·Nice \d %$/);
    expect(await sampling.getByRole("button", { name: "Inventive" }).getAttribute("aria-pressed")).toBe(
      "true",
    );
    expect(await problems()).toEqual([]);
    await sampling.getByRole("slider", { name: "Min p" }).focus();
    await opened.page.keyboard.press("PageUp");
    expect(await label()).toMatch(/·Nice cut off$/);
    expect(await opened.page.evaluate(() => window.pane.completer.prompts.length)).toBe(runs);
    expect(await sampling.getByRole("button", { name: "Inventive" }).getAttribute("aria-pressed")).toBe(
      "false",
    );
  });

  it("shows what the selected formula sets for itself", async () => {
    await openPane();
    await loaded();
    await fill("France", { options: "max tokens=3" });
    await opened.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    await card("Sampling").getByText("The selected formula sets for itself: max tokens 3.").waitFor();
  });

  it.each(["light", "dark"] as const)("shows prompt and answer as tokens (%s)", async (scheme) => {
    await openPane(scheme);
    await loaded();
    await fill("France");
    const inside = card("Under the hood");
    await inside.getByText("Select a cell").waitFor();
    await opened.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    await inside.getByRole("img", { name: /tokens of prompt, 16 kept for the answer/ }).waitFor();
    await inside.getByText("All examples fit.").waitFor();
    await inside.getByRole("button", { name: "Show tokens" }).click();
    const tokens = inside.getByRole("group", { name: "Prompt and answer as tokens" });
    await tokens.getByRole("button", { name: "P, example" }).first().waitFor();
    await tokens.getByRole("button", { name: "F, input" }).click();
    await inside.getByText("Position").waitFor();
    expect(await inside.getByText("Runners-up").count()).toBe(0);
    await tokens.getByRole("button", { name: "·Paris, answer" }).click();
    await inside.getByText("50 %").first().waitFor();
    expect(await problems()).toEqual([]);
    await inside.getByRole("button", { name: "Hide tokens" }).click();
    await tokens.waitFor({ state: "detached" });
  });

  it("tells on request how much each example mattered for the selected answer", async () => {
    await openPane();
    await loaded();
    await fill("France");
    await opened.page.evaluate(() => {
      // As if Tokyo alone made the answer likely, and Lima spoke against it.
      window.pane.completer.likelihood = ({ prompt }) =>
        (prompt.prefix.includes("Tokyo") ? 0.5 : 0.4) * (prompt.prefix.includes("Lima") ? 0.9 : 1);
      window.pane.host.select("Sheet1!B4");
    });
    await button("Which examples mattered").click();
    const list = opened.page.getByRole("list", { name: "Examples and how much each mattered" });
    await list.waitFor();
    const [lima, tokyo] = await list.getByRole("listitem").allInnerTexts();
    expect(lima).toMatch(/Peru → Lima\s*×0\.\d\d/);
    expect(tokyo).toMatch(/Japan → Tokyo\s*×[3-9]/);
    expect(await problems()).toEqual([]);
    await button("Hide examples").click();
    expect(await list.count()).toBe(0);
  });

  it("lists errors with the cell they stand in, and clears them", async () => {
    await openPane();
    await loaded();
    await fill("France", "Nowhere");
    await card("Errors").getByText("Sheet1!B5").waitFor();
    expect(await problems()).toEqual([]);
    await card("Errors").getByRole("button", { name: "Clear" }).click();
    await card("Errors").getByText("No errors.").waitFor();
  });

  it("says when the workbook's answers come from another model, and asks again on request", async () => {
    await openPane();
    await opened.page.evaluate(() => window.pane.openWithAnswersOfAnother());
    await loaded();
    await opened.page
      .getByText(/1 answer of this workbook came from Another model; here Scripted answers/)
      .waitFor();
    expect(await problems()).toEqual([]);
    await button("Ask again").click();
    await opened.page.waitForFunction(() => window.pane.host.recalculated.length === 1);
  });

  it("applies a setting to the workbook, by slider and by number", async () => {
    await openPane();
    await opened.page.getByRole("slider", { name: "Temperature" }).focus();
    await opened.page.keyboard.press("ArrowRight");
    await saved({ temperature: 0.05 });
    const tokens = opened.page.getByRole("spinbutton", { name: "Max tokens, value" });
    await tokens.fill("12");
    await tokens.press("Enter");
    await saved({ temperature: 0.05, maxTokens: 12 });
    const temperature = opened.page.getByRole("spinbutton", { name: "Temperature, value" });
    await temperature.fill("0,7");
    await temperature.press("ArrowUp");
    await saved({ temperature: 0.75 });
    expect(await temperature.inputValue()).toBe("0.75");
    expect(await temperature.getAttribute("aria-valuetext")).toBe("0.75");
    await button("Reset to defaults").click();
    await saved({ temperature: 0, maxTokens: 16 });
  });

  it("says how many cells have answers of other settings, and asks again on request", async () => {
    await openPane();
    await loaded();
    await opened.page.evaluate(async () => {
      const formula = "=GPT($A$2:$B$3, A4)";
      await window.pane.host.writeEntries([
        { address: "Sheet1!B4:B5", entries: [[{ formula }], [{ formula }]] },
      ]);
    });
    await fill("France", "Spain");
    const sampling = card("Sampling");
    await sampling.getByText("All answers have these settings.").waitFor();
    await sampling.getByRole("button", { name: "Balanced" }).click();
    await sampling.getByText("2 cells have an answer of other settings").waitFor();
    expect(await problems()).toEqual([]);
    expect(await opened.page.evaluate(() => window.pane.host.recalculated)).toEqual([]);
    await button("Ask with these").click();
    await opened.page.waitForFunction(() => window.pane.host.recalculated.length === 1);
  });

  it("refuses a number out of bounds with words, and keeps the one before", async () => {
    await openPane();
    const temperature = opened.page.getByRole("spinbutton", { name: "Temperature, value" });
    await temperature.fill("hot");
    await temperature.press("Enter");
    await opened.page.getByRole("alert").filter({ hasText: "The value before is kept" }).waitFor();
    expect(await opened.page.evaluate(() => window.pane.host.saved)).toBeNull();
    expect(await problems()).toEqual([]);
  });

  it("takes no point or comma in a whole number, which may stand for thousands or for a fraction", async () => {
    await openPane();
    const mostTokens = opened.page.getByRole("spinbutton", { name: "Max tokens, value" });
    for (const text of ["1.000", "1,5"]) {
      await mostTokens.fill(text);
      await mostTokens.press("Enter");
      await opened.page.getByRole("alert").filter({ hasText: "a whole number" }).waitFor();
      expect(await opened.page.evaluate(() => window.pane.host.saved)).toBeNull();
    }
    await mostTokens.fill("20");
    await mostTokens.press("Enter");
    await saved({ maxTokens: 20 });
  });
});

async function saved(expected: object): Promise<void> {
  await opened.page.waitForFunction((wanted) => {
    const stored: Record<string, unknown> = JSON.parse(window.pane.host.saved ?? "{}") as never;
    return Object.entries(wanted).every(([key, value]) => stored[key] === value);
  }, expected);
}
