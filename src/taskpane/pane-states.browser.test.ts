import { SAMPLE_APPS } from "../core/apps/sample-apps.ts";
import { OPTIONS } from "../core/options/option-table.ts";
import { MESSAGES as PRODUCT } from "../app/messages.ts";
import { MESSAGES } from "./messages/messages.ts";
import { chooseLanguage } from "./language/chosen-language.ts";
import { TEACH_MESSAGES } from "./teach/teach-messages.ts";
import { openPane, type OpenPane } from "./testing/open-pane.ts";
import type { PanePage } from "./testing/pane-page.ts";

declare const window: { pane: PanePage };

let pane: OpenPane;

afterEach(async () => {
  expect(pane.pageErrors).toEqual([]);
  await pane.close();
});

/** Writes rows into the sheet from A7 on, and selects them. */
async function selectRows(rows: readonly (readonly string[])[]): Promise<void> {
  await pane.page.evaluate(async (values) => {
    const address = `Sheet1!A7:B${values.length + 6}`;
    const entries = values.map((row) => row.map((value) => ({ value })));
    await window.pane.host.writeEntries([{ address, entries }]);
    window.pane.host.select(address);
  }, rows);
}

const FINISHED = Array.from({ length: 10 }, (_, row) => [`code ${row}`, `shelf ${row}`]);

/** Puts the code of an app into a cell and selects it. */
async function selectApp(): Promise<void> {
  await pane.page.evaluate(async (value) => {
    await window.pane.host.writeEntries([{ address: "Sheet1!D2", entries: [[{ value }]] }]);
    window.pane.host.select("Sheet1!D2");
  }, SAMPLE_APPS[0]!.code);
}

/** A formula of ours in B4 that shows an error, selected. */
async function selectFailure(): Promise<void> {
  await pane.page.evaluate(async () => {
    const { host } = window.pane;
    await host.writeEntries([{ address: "Sheet1!B4", entries: [[{ formula: "=GPT(A2:B3, A4)" }]] }]);
    host.showResult("Sheet1!B4", "#VALUE!");
    await window.pane.fill(["Italy"], "Sheet1!B4", "temprature=2").catch(() => undefined);
    host.select("Sheet1!B4");
  });
}

describe.each(["light", "dark"] as const)("the pane in every state, %s", (colorScheme) => {
  beforeEach(async () => {
    pane = await openPane({ colorScheme });
    await pane.loadModel();
  });

  it("teaches in view, word for word", async () => {
    const teach = pane.card("Teach");
    await selectRows(FINISHED);
    await teach.getByText("Learning takes up to 120 MB of memory besides the model.").waitFor();
    await teach.getByLabel("Name").fill("shelves");
    await teach.getByRole("button", { name: "Teach", exact: true }).click();
    await teach.getByText("Learning, step 1 of at most 12").waitFor();
    await teach.getByRole("group", { name: "What was just learned" }).waitFor();
    expect(await pane.problems()).toEqual([]);
    expect(await pane.overflow()).toBe(0);
    await teach.getByRole("button", { name: "Throw away" }).click();
    await teach.getByLabel("Name").waitFor();
  });

  it("says what is missing for teaching", async () => {
    await selectRows(FINISHED.slice(0, 3));
    await pane.card("Teach").getByLabel("Name").fill("shelves");
    await pane.card("Teach").getByRole("button", { name: "Teach", exact: true }).click();
    await pane.card("Teach").getByText("Only 3 finished rows are selected.").waitFor();
    expect(await pane.problems()).toEqual([]);
  });

  it("shows an app with its code", async () => {
    await selectApp();
    await pane.card("App preview").getByLabel("Code of the app").waitFor();
    expect(await pane.problems()).toEqual([]);
    expect(await pane.overflow()).toBe(0);
  });

  it("says in the selected cell why a formula shows an error", async () => {
    await selectFailure();
    await pane
      .card("Selected cell")
      .getByText('There is no option "temprature". Did you mean "temperature"?')
      .waitFor();
    expect(await pane.problems()).toEqual([]);
  });

  it("tells cells that an undo left alone from an undo that failed", async () => {
    await pane.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    await pane.button("Fill 3 rows").click();
    await pane.button("Undo").waitFor();
    await pane.page.evaluate(() =>
      window.pane.host.writeEntries([{ address: "Sheet1!B5", entries: [[{ value: "Rome" }]] }]),
    );
    await pane.button("Undo").click();
    await pane.page.getByText("One cell was changed since and stays as it is.", { exact: true }).waitFor();
    expect(await pane.problems()).toEqual([]);
  });

  it("says so where the selected cell waits", async () => {
    await pane.page.evaluate(async () => {
      const { host, completer } = window.pane;
      await host.writeEntries([{ address: "Sheet1!B5", entries: [[{ formula: "=GPT(A2:B3, A5)" }]] }]);
      host.select("Sheet1!B5");
      completer.isHolding = true;
      void window.pane.fill(["Italy"]);
    });
    const selected = pane.card("Selected cell");
    await selected.getByText("Waiting for its turn.").waitFor();
    await pane.page.evaluate(() => window.pane.completer.release());
    await selected.getByText("B5 has no answer").waitFor();
  });

  it("has answers of an opened workbook accepted and corrected without running them again", async () => {
    await pane.page.evaluate(async () => {
      const { host, product } = window.pane;
      const formulas = [4, 5].map((row) => [{ formula: `=GPT(A2:B3, A${row})` }]);
      await host.writeEntries([{ address: "Sheet1!B4:B5", entries: formulas }]);
      for (const cell of ["Sheet1!B4", "Sheet1!B5"]) host.showResult(cell, "Rabat");
      await window.pane.openWithAnswersOfAnother(["Sheet1!B4", "Sheet1!B5"]);
      await product.recallAnswers();
      host.select("Sheet1!B4");
    });
    const selected = pane.card("Selected cell");
    await selected.getByText("Kept with the workbook").waitFor();
    expect(await pane.problems()).toEqual([]);
    await selected.getByRole("button", { name: "Accept" }).click();
    await pane.page.getByText("Answer accepted.").waitFor();
    await pane.page.evaluate(() => window.pane.host.select("Sheet1!B5"));
    await selected.getByRole("button", { name: "Correct" }).click();
    await pane.page.keyboard.type("Rome");
    await pane.page.keyboard.press("Enter");
    await pane.page.getByText("Answer corrected.").waitFor();
    expect(await pane.page.evaluate(() => window.pane.host.typed("Sheet1!B4:B5").flat())).toEqual([
      "Rabat",
      "Rome",
    ]);
  });

  it("says of a formula that the sheet cannot calculate how it is to be written", async () => {
    await pane.page.evaluate(async () => {
      const { host } = window.pane;
      await host.writeEntries([{ address: "Sheet1!B4", entries: [[{ formula: "=GPT(A2:B3; A4)" }]] }]);
      host.select("Sheet1!B4");
    });
    const selected = pane.card("Selected cell");
    await selected.getByText("commas between arguments").waitFor();
    expect(await pane.problems()).toEqual([]);
  });

  it("names the sheet of what is proposed where another one is shown, and cuts long inputs that came out wrong", async () => {
    const fillCard = pane.card("Fill a column");
    await pane.page.evaluate(async () => {
      const { host } = window.pane;
      await host.writeEntries([{ address: "Sheet1!A2", entries: [[{ value: "Peru ".repeat(99) }]] }]);
      host.select("Sheet1!B4");
    });
    await fillCard.getByRole("button", { name: "Try it" }).click();
    await fillCard.getByText(/^(Peru ){12}…: Paris, not Lima$/).waitFor();
    await pane.page.evaluate(() => window.pane.host.select("Other!B4"));
    await fillCard.getByText("Sheet1!B4:B6, 3 rows").waitFor();
    await fillCard.getByText("Sheet1!A2:B3, 2 rows").waitFor();
    expect(await pane.problems()).toEqual([]);
  });

  it("fills with the first row as an example or as names, and with the examples' answers only, as a person chooses", async () => {
    const fillCard = pane.card("Fill a column");
    await pane.page.evaluate(async () => {
      const { host } = window.pane;
      const rows = ["animal", "plant", "animal"].map((kind, row) => [
        { value: `thing ${row}x` },
        { value: kind },
      ]);
      await host.writeEntries([{ address: "Sheet1!A1:B3", entries: rows }]);
      host.select("Sheet1!B5");
    });
    const names = fillCard.getByRole("switch", { name: "First row holds names" });
    const only = fillCard.getByRole("switch", { name: "Only these answers: animal, plant" });
    await only.waitFor();
    expect(await Promise.all([names, only].map((each) => each.isChecked()))).toEqual([false, false]);
    await only.click();
    await fillCard.getByText('=GPT($A$1:$B$3, A4, , "type=label")').waitFor();
    await fillCard.getByText("Only animal, plant", { exact: true }).waitFor();
    expect(await pane.problems()).toEqual([]);
    await names.click();
    await fillCard.getByText("=GPT($A$2:$B$3, A4, $A$1:$B$1)").waitFor();
    await fillCard.getByText("thing 0x → animal").waitFor();
    expect(await names.isChecked()).toBe(true);
    expect(await pane.overflow()).toBe(0);
  });

  it("shows the whole of what stands in the way of a first answer", async () => {
    await pane.page.evaluate(async () => {
      const { host } = window.pane;
      await host.writeEntries([{ address: "Sheet1!A4", entries: [[{ value: "Nowhere" }]] }]);
      host.select("Sheet1!B4");
    });
    const fillCard = pane.card("Fill a column");
    await fillCard.getByRole("button", { name: "Try it" }).click();
    const reason = fillCard.getByRole("cell", { name: /^The model gave an empty answer/ });
    const hidden = await reason.evaluate((cell) => [
      cell.scrollWidth - cell.clientWidth,
      cell.scrollHeight - cell.clientHeight,
    ]);
    expect(hidden).toEqual([0, 0]);
  });

  it("shows of a work that was stopped how much was answered", async () => {
    await pane.page.evaluate(async () => {
      const { product, completer, fill } = window.pane;
      await fill(["Italy"]);
      completer.isHolding = true;
      const filling = fill(["Spain", "Chad", "Kenya"], "Sheet1!D4").catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50));
      product.stop();
      await filling;
    });
    const work = pane.card("Work");
    await work.getByText("3 stopped").waitFor();
    const bar = work.getByRole("progressbar", { name: "Work" });
    const [now, max] = [await bar.getAttribute("aria-valuenow"), await bar.getAttribute("aria-valuemax")];
    expect([now, max]).toEqual([(await work.getByText(/ of \d rows/).textContent())!.split(" ")[0], max]);
    expect(Number(now)).toBeLessThan(Number(max));
  });

  it("suggests the function that a misspelled name means", async () => {
    await pane.page.evaluate(async () => {
      const { host } = window.pane;
      await host.writeEntries([
        { address: "Sheet1!B4", entries: [[{ formula: "=GPT.CLASIFY(A4, D1:D3)" }]] },
      ]);
      host.select("Sheet1!B4");
    });
    await pane
      .card("Selected cell")
      .getByText("There is no function GPT.CLASIFY. Did you mean =GPT.CLASSIFY(…)?")
      .waitFor();
  });

  it("says of a kept answer whose figure is the model's own that it is", async () => {
    await pane.page.evaluate(async () => {
      const { host, product } = window.pane;
      await host.writeEntries([{ address: "Sheet1!B4", entries: [[{ formula: "=GPT.ASK(A4)" }]] }]);
      host.showResult("Sheet1!B4", "Rabat");
      await window.pane.openWithAnswersOfAnother(["Sheet1!B4"], false);
      await product.recallAnswers();
      host.select("Sheet1!B4");
    });
    await pane.card("Selected cell").getByText("50 % by the model").waitFor();
  });

  it("offers to run a formula of an opened workbook again, whose answer it knows nothing of", async () => {
    await pane.page.evaluate(async () => {
      const { host } = window.pane;
      await host.writeEntries([{ address: "Sheet1!B4", entries: [[{ formula: "=GPT(A2:B3, A4)" }]] }]);
      host.showResult("Sheet1!B4", "Rome");
      host.select("Sheet1!B4");
    });
    const selected = pane.card("Selected cell");
    await selected.getByText("What B4 shows is from before").waitFor();
    expect(await selected.getByText("holds no answer").count()).toBe(0);
    expect(await pane.problems()).toEqual([]);
    await selected.getByRole("button", { name: "Run again" }).click();
    expect(await pane.page.evaluate(() => window.pane.host.recalculated)).toEqual(["Sheet1!B4"]);
  });
});

/** Words of the English texts that no German one has. */
function englishWords(): ReadonlySet<string> {
  const words = (table: object): string[] =>
    Object.values(table).flatMap((text: unknown) => {
      if (typeof text === "string") return wordsOf(text);
      return typeof text === "object" && text !== null ? words(text) : [];
    });
  const tables = [MESSAGES, TEACH_MESSAGES, PRODUCT];
  const english = tables.flatMap(words);
  chooseLanguage("de");
  const german = new Set(tables.flatMap(words));
  chooseLanguage("en");
  return new Set(english.filter((word) => !german.has(word)));
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{Letter}{2,}/gu) ?? [];

/** What sheet, models and scripted answers of the test hold: the same in every language. */
const NOT_OURS = new RegExp(
  [
    "english|some terms|^other|--model other|^small|country|capital|code \\d|shelf \\d|scripted answers|sheet1",
    "function|return|usestate|temprature|^of$|schicht 1 of",
  ].join("|"),
  "i",
);

/** What is typed into formulas, in brackets beside its German name. */
const TYPED = new RegExp(
  ` \\((${[
    ...Object.values(OPTIONS).map(({ name }) => name),
    ...[OPTIONS.format, OPTIONS.headers, OPTIONS.type].flatMap(({ choices }) => choices),
  ].join("|")})\\)`,
);

describe("the pane in German", () => {
  it("leaves no English words in any state", async () => {
    const english = englishWords();
    expect(english.size).toBeGreaterThan(300);
    const found = new Map<string, string>();
    const look = async (state: string): Promise<void> => {
      const lines = await pane.page.evaluate(() => [
        ...document.body.innerText.split("\n"),
        ...[...document.querySelectorAll("[aria-label], [placeholder], [title]")].flatMap((element) =>
          ["aria-label", "placeholder", "title"].map((name) => element.getAttribute(name) ?? ""),
        ),
      ]);
      for (const line of lines) {
        if (NOT_OURS.test(line)) continue;
        const left = wordsOf(line.replace(TYPED, "")).filter((word) => english.has(word));
        if (left.length > 0) found.set(line, `${state}: ${left.join(", ")}`);
      }
    };
    const button = (name: string) => pane.page.getByRole("button", { name, exact: true });
    pane = await openPane({ locale: "de-DE" });
    await pane.page.evaluate(() => {
      window.pane.forgetAgreement();
      void window.pane.fill(["France"]).catch(() => undefined);
    });
    await button("253 MB herunterladen").waitFor();
    await look("offered");
    await button("Modell wählen").click();
    await pane.page.getByText("sind frei", { exact: false }).waitFor();
    await look("models");
    await pane.page.evaluate(() => window.pane.product.loadModel());
    await pane.page.evaluate(() => window.pane.progress(50e6, 253e6));
    await look("loading");
    await pane.page.evaluate(() => window.pane.fail());
    await pane.page.getByText("frei sind 10 MB").first().waitFor();
    await look("failed");
    await button("Noch einmal").click();
    await pane.page.evaluate(() => window.pane.ready());
    await pane.page.getByText("Bereit", { exact: true }).waitFor();
    await pane.page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    await button("Ausprobieren").click();
    await pane.page.getByText("Ihre eigenen Beispiele").waitFor();
    await look("fill");
    await button("3 Zeilen ausfüllen").click();
    await button("Rückgängig").waitFor();
    await look("filled");
    await pane.page.evaluate(async () => {
      await window.pane.fill(["France"]);
      window.pane.host.select("Sheet1!A1");
      window.pane.host.select("Sheet1!B4");
    });
    await button("Tokens zeigen").click();
    await button("In die Schichten sehen").click();
    await pane.page.getByRole("img", { name: /^Worauf die Stelle blickt/ }).waitFor();
    await button("Welche Beispiele zählten").click();
    await pane.page.getByRole("list", { name: /Beispiele und wie viel/ }).waitFor();
    await look("inside");
    await pane.page.evaluate(async () => {
      await window.pane.format(["Cy Dunn"]);
      window.pane.host.select("Sheet1!B4");
    });
    await pane.page.getByText("Wort Nr. 1 von hinten in Großbuchstaben").waitFor();
    await look("rule");
    await selectFailure();
    await pane.page.getByText("Meinten Sie „temperature“?").first().waitFor();
    await look("error");
    await selectRows(FINISHED);
    await pane.card("Lehren").getByLabel("Name").fill("Regale");
    await pane.card("Lehren").getByRole("button", { name: "Lehren", exact: true }).click();
    await pane.page.getByText("Lernt, Schritt 1 von höchstens 12").waitFor();
    await look("teaching");
    await selectApp();
    await pane.page.getByLabel("Code der App").waitFor();
    await look("app");
    expect(Object.fromEntries(found)).toEqual({});
  }, 60_000);
});
