import { openPane, type OpenPane } from "./testing/open-pane.ts";
import type { PanePage } from "./testing/pane-page.ts";

declare const window: { pane: PanePage; heard: string[] };

let pane: OpenPane;

/** What has the focus, by its name: a button, or the card around what went away. */
const focused = (): Promise<string> =>
  pane.page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return "nothing";
    const label = element.getAttribute("aria-labelledby");
    const name = element.getAttribute("aria-label") ?? (label && document.getElementById(label)?.textContent);
    return name ?? element.textContent ?? "";
  });

async function press(name: string, key: "Enter" | "Space" = "Enter"): Promise<void> {
  await pane.button(name).focus();
  await pane.page.keyboard.press(key);
}

/** Keeps what the page gives to screen readers to say. */
async function listen(): Promise<void> {
  await pane.page.addInitScript(() => {
    window.heard = [];
    Object.assign(document, { ariaNotify: window.heard.push.bind(window.heard) });
  });
  await pane.page.reload();
  await pane.card("Model").waitFor();
}

/** Resolves when a text has been said. */
const said = async (text: string): Promise<void> => {
  await pane.page.waitForFunction((wanted) => window.heard.some((each) => each === wanted), text);
};

const teachRows = (): Promise<void> =>
  pane.page.evaluate(async () => {
    const entries = Array.from({ length: 10 }, (_, row) => [
      { value: `code ${row}` },
      { value: `shelf ${row}` },
    ]);
    await window.pane.host.writeEntries([{ address: "Sheet1!A7:B16", entries }]);
    window.pane.host.select("Sheet1!A7:B16");
  });

describe("the pane by keyboard", () => {
  beforeEach(async () => {
    pane = await openPane();
  });
  afterEach(async () => {
    expect(pane.pageErrors).toEqual([]);
    await pane.close();
  });

  it("keeps the place of the focus where a button gives way to another, and goes to the card where none is left", async () => {
    await pane.loadModel();
    await pane.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    await press("Try it");
    await pane.button("Close").waitFor();
    expect(await focused()).toBe("Close");
    await pane.page.getByText("Your own examples").waitFor();
    await press("Fill 3 rows");
    await pane.button("Undo").waitFor();
    await pane.page.getByText("Every row of this column has its answer.").waitFor();
    expect(await focused()).toBe("Fill a column");
    await press("Undo");
    await pane.button("Undo").waitFor({ state: "detached" });
    expect(await focused()).toBe("Fewshot");
  });

  it("keeps it from what takes the focus wherever it is lost, as the playground's grid does", async () => {
    await pane.loadModel();
    await pane.page.evaluate(() => {
      window.pane.host.select("Sheet1!B4");
      const grid = document.body.appendChild(document.createElement("input"));
      grid.ariaLabel = "Grid";
      const remove = Reflect.get(Node.prototype, "removeChild") as (child: Node) => Node;
      Node.prototype.removeChild = function <Child extends Node>(child: Child) {
        remove.call(this, child);
        if (document.activeElement === document.body) grid.focus();
        return child;
      };
    });
    await press("Fill 3 rows");
    await pane.button("Undo").waitFor();
    await press("Undo");
    await pane.button("Undo").waitFor({ state: "detached" });
    expect(await focused()).toBe("Fewshot");
    await pane.button("Fill 3 rows").waitFor();
    await pane.page.getByRole("textbox", { name: "Grid" }).focus();
    await pane.page.evaluate(() => window.pane.product.fill.writeFormulas());
    await pane.page.getByText("Every row of this column has its answer.").waitFor();
    expect(await focused()).toBe("Grid");
  });

  it("keeps it in the loading of the model and in its end", async () => {
    await press("Load now");
    await pane.page.evaluate(() => window.pane.progress(100e6, 253e6));
    await pane.button("Pause loading").waitFor();
    expect(await focused()).toBe("Model");
    await press("Pause loading", "Space");
    await pane.button("Go on loading").waitFor();
    expect(await focused()).toBe("Go on loading");
  });

  it("keeps it on an answer that is accepted", async () => {
    await pane.loadModel();
    await pane.page.evaluate(async () => {
      const { host } = window.pane;
      await host.writeEntries([{ address: "Sheet1!B4", entries: [[{ formula: "=GPT($A$2:$B$3, A4)" }]] }]);
      await window.pane.fill(["Italy"]);
      host.showResult("Sheet1!B4", "Paris");
      host.select("Sheet1!B4");
    });
    await press("Accept");
    await pane.page.getByText("Answer accepted.").waitFor();
    await pane.button("Accept").waitFor({ state: "detached" });
    expect(await focused()).toBe("Selected cell");
  });

  it("keeps it through the steps of a training", async () => {
    await pane.loadModel();
    await teachRows();
    await pane.card("Teach").getByLabel("Name").fill("shelves");
    await press("Step by step");
    await pane.button("One step").waitFor();
    expect(await focused()).toBe("Teach");
    await press("Resume");
    await pane.button("Pause").last().waitFor();
    expect(await focused()).toBe("Stop and keep");
    await press("Stop and keep");
    await pane.card("Teach").getByRole("group", { name: "shelves" }).waitFor();
    expect(await focused()).toBe("Teach");
  });

  it("keeps it on buttons that have nothing to do for a while", async () => {
    await pane.loadModel();
    await pane.page.evaluate(() => {
      window.pane.completer.isHolding = true;
      void window.pane.fill(["France", "Spain"]);
    });
    const work = pane.card("Work");
    await work.getByText("0 of 2 rows").waitFor();
    await work.getByRole("button", { name: "Stop" }).focus();
    await pane.page.keyboard.press("Enter");
    await work.getByText("2 stopped").first().waitFor();
    expect(await focused()).toBe("Stop");
    expect(await work.getByRole("button", { name: "Stop" }).isDisabled()).toBe(true);
  });

  it("keeps it where another language is chosen", async () => {
    const choice = pane.page.getByRole("combobox", { name: "Language" });
    await choice.focus();
    await choice.selectOption("Deutsch");
    await pane.card("Modell").waitFor();
    await pane.page.getByRole("combobox", { name: "Sprache" }).and(pane.page.locator(":focus")).waitFor();
  });

  it("takes it to nobody who has gone elsewhere", async () => {
    await pane.loadModel();
    await pane.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    await pane.button("Fill 3 rows").focus();
    await pane.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await pane.page.evaluate(() => window.pane.product.fill.writeFormulas());
    await pane.page.getByText("Every row of this column has its answer.").waitFor();
    expect(await focused()).toBe("nothing");
  });

  it("shows the focus, and what was done, wherever the pane is scrolled to", async () => {
    await pane.loadModel();
    await teachRows();
    await pane.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    await pane.button("Fill 3 rows").waitFor();
    await pane.page.evaluate(() => window.pane.product.fill.writeFormulas());
    await pane.button("Undo").waitFor();
    await pane.page.getByRole("combobox", { name: "Language" }).focus();
    const box = await pane.button("Undo").boundingBox();
    expect(box!.y).toBeGreaterThanOrEqual(0);
    expect(box!.y).toBeLessThan(60);
    await pane.page.keyboard.press("Shift+Tab");
    const outline = await pane.page.evaluate(() => {
      const { outlineStyle, boxShadow, borderColor } = getComputedStyle(document.activeElement!);
      return [outlineStyle, boxShadow, borderColor].join(" ");
    });
    expect(outline).not.toMatch(/^none none/);
  });
});

describe("what stays in sight at the top of the pane", () => {
  afterEach(async () => {
    expect(pane.pageErrors).toEqual([]);
    await pane.close();
  });

  it("covers nothing that takes the focus", async () => {
    pane = await openPane({ viewport: { width: 320, height: 480 } });
    await pane.loadModel();
    await pane.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    await pane.button("Fill 3 rows").click();
    await pane.button("Undo").waitFor();
    await pane.page.evaluate(() => window.pane.host.select("Sheet1!A1"));
    await pane.card("Selected cell").getByRole("button", { name: "Freeze", exact: true }).click();
    await pane.button("Dismiss").waitFor();
    await pane.page.getByRole("combobox", { name: "Language" }).focus();
    const covered: string[] = [];
    for (let stop = 0; stop < 60; stop++) {
      await pane.page.keyboard.press("Shift+Tab");
      const hidden = await pane.page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const { left, top, width, height } = element.getBoundingClientRect();
        const seen = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 8));
        const bar = seen?.closest("[role='group']")?.parentElement ?? null;
        const isBar = bar !== null && getComputedStyle(bar).position === "sticky";
        return isBar && !bar.contains(element) ? (element.ariaLabel ?? element.textContent) : null;
      });
      if (hidden !== null) covered.push(hidden);
    }
    expect(covered).toEqual([]);
  });
});

describe("what a screen reader hears of the pane", () => {
  beforeEach(async () => {
    pane = await openPane();
    await listen();
  });
  afterEach(async () => {
    expect(pane.pageErrors).toEqual([]);
    await pane.close();
  });

  it("hears and sees that the next unsure answer lies on another sheet", async () => {
    await pane.loadModel();
    await pane.page.evaluate(async () => {
      const { host } = window.pane;
      await window.pane.product.changeSettings({ unsureBelow: 1 });
      await window.pane.fill(["Italy"], "Capitals!B4");
      host.showResult("Capitals!B4", "Paris");
      await host.writeEntries([{ address: "Capitals!B4", entries: [[{ formula: "=GPT(A2:B3, A4)" }]] }]);
      host.select("Sheet1!A1");
    });
    const text =
      "Went on to the sheet “Capitals”: on the one before, no answer after the selected cell is unsure.";
    await press("Next unsure");
    await said(text);
    await pane.card("Selected cell").getByText(text).waitFor();
    await pane.page.evaluate(() => window.pane.host.select("Capitals!B5"));
    await pane.card("Selected cell").getByText(text).waitFor({ state: "detached" });
  });

  it("hears what went wrong, what was done, and that work began and ended, not each row", async () => {
    await pane.loadModel();
    await pane.page.evaluate(() => {
      window.pane.completer.isHolding = true;
      void window.pane.fill(["France", "Nowhere"]).catch(() => undefined);
    });
    await said("Answering.");
    await pane.button("Pause").click();
    await said("Paused.");
    await pane.button("Resume").click();
    await pane.page.evaluate(() => window.pane.completer.release());
    await said("1 of 2 rows, 1 failed");
    await pane.page.evaluate(() => window.pane.host.select("Sheet1!A1"));
    await pane.card("Selected cell").getByRole("button", { name: "Freeze", exact: true }).click();
    await pane.page.getByText("Pick cells with =GPT(…) that are done.").waitFor();
    // Nor does a look at what can be filled, which follows each selection, take the message away.
    await pane.card("Fill a column").getByRole("button", { name: "Fill 3 rows" }).waitFor();
    await pane.page.waitForTimeout(300);
    await pane.page.getByText("Pick cells with =GPT(…) that are done.").waitFor();
    await pane.page.waitForFunction(() => window.heard.some((each) => /Pick cells with/.test(each)));
    await pane.page.evaluate(() => window.pane.host.select("Sheet1!B6"));
    await pane.button("Fill as values").click();
    await pane.button("Undo").waitFor();
    await pane.page.waitForFunction(() => window.heard.some((each) => /cells? filled/.test(each)));
    await teachRows();
    await pane.card("Teach").getByLabel("Name").fill("shelves");
    await press("Step by step");
    await said("Learning");
    await press("Stop and keep");
    await said("Taught: shelves.");
  });
});
