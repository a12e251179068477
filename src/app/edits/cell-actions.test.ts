import { AnswerTally } from "../../core/confidence/answer-tally.ts";
import { confidenceOf } from "../../core/confidence/confidence.ts";
import { CellDate } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { speak } from "../../core/language/language.ts";
import { PLAIN_STAMP } from "../../core/kept/kept-settings.ts";
import { keptText } from "../../core/kept/kept-text.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import type { Product } from "../product.ts";
import { ScriptedCompleter, withEnd } from "../testing/scripted-completer.ts";

const SHEET: CellValue[][] = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["France", "=GPT($A$2:$B$2, A3)"],
  ["Spain", "=GPT($A$2:$B$2, A4)"],
  ["Nowhere", "=GPT($A$2:$B$2, A5)"],
  ["Sum", "=SUM(1)"],
];

const opened: Product[] = [];
afterEach(() => {
  speak("en");
  for (const product of opened.splice(0)) product.close();
});

/** A sheet whose formulas were answered, as the grid would have it. */
async function start() {
  const host = new FakeHost(SHEET);
  const completer = new ScriptedCompleter((prompt) => (prompt.includes("Nowhere") ? "" : " =Paris"));
  const product = createProduct({
    host,
    openCompleter: () => Promise.resolve(completer),
    nowMs: () => Date.now(),
  });
  opened.push(product);
  for (const row of [3, 4, 5]) {
    const call = {
      examplesOrInput: { values: [["Peru", "Lima"]], address: "Sheet1!A2:B2" },
      input: { values: [[SHEET[row - 1]![0]!]], address: `Sheet1!A${row}` },
      headers: null,
      options: null,
      caller: `Sheet1!B${row}`,
      signal: new AbortController().signal,
    };
    await product.gpt(call).then(
      (answers) => host.showResult(`Sheet1!B${row}`, answers[0]![0] as CellValue),
      () => host.showResult(`Sheet1!B${row}`, "#N/A"),
    );
  }
  return { host, product, completer };
}

/** Gives a cell a number format. */
async function formatted(host: FakeHost, address: string, format: string): Promise<void> {
  const [read] = await host.readEntries([address]);
  await host.writeEntries([{ address, entries: [[{ ...read!.entries[0]![0]!, format }]] }]);
}

/** How sure the scripted answers are. */
const SURE = confidenceOf({ probability: withEnd(0.5), rarity: 1 }, "alone");

describe("answers in the sheet", () => {
  it("of the workbook before are forgotten where another is opened, and no change of it can be taken back", async () => {
    const { host, product } = await start();
    await product.cells.freeze("Sheet1!B3");
    host.select("Sheet1!B4");
    await product.openWorkbook();
    await new Promise((resolve) => setTimeout(resolve, 150));
    const { undo, review, selection } = product.state.getState();
    expect(undo).toBeNull();
    expect(review.answers).toBe(0);
    expect(selection).toEqual({ address: "Sheet1!B4", trace: null });
    await product.undo();
    expect((await host.readEntries(["Sheet1!B3"]))[0]!.entries).toEqual([[{ value: "=Paris" }]]);
  });

  it("are frozen to what they show, failed ones and other formulas left alone, and given back", async () => {
    const { host, product } = await start();
    await product.cells.freeze("Sheet1!A1:B6");
    expect((await host.readEntries(["Sheet1!B3:B6"]))[0]!.entries.flat()).toEqual([
      { value: "=Paris" },
      { value: "=Paris" },
      { formula: "=GPT($A$2:$B$2, A5)" },
      { formula: "=SUM(1)" },
    ]);
    expect(product.state.getState().undo).toEqual({ kind: "freeze", cells: 2, sheet: "Sheet1" });
    await product.cells.correct("Sheet1!B5", "x");
    await product.undo();
    await product.cells.unfreeze("Sheet1!B4:B5");
    expect(host.typed("Sheet1!B3:B5").flat()).toEqual([
      "=Paris",
      "=GPT($A$2:$B$2, A4)",
      "=GPT($A$2:$B$2, A5)",
    ]);
    await product.undo();
    await product.undo();
    expect(host.typed("Sheet1!B3:B4").flat()).toEqual(["=GPT($A$2:$B$2, A3)", "=GPT($A$2:$B$2, A4)"]);
  });

  it("are not given back over what was typed since", async () => {
    const { host, product } = await start();
    await product.cells.freeze("Sheet1!B3:B4");
    await host.writeEntries([{ address: "Sheet1!B3", entries: [[{ value: "Mine" }]] }]);
    await product.cells.unfreeze("Sheet1!B3:B4");
    expect(host.typed("Sheet1!B3:B4").flat()).toEqual(["Mine", "=GPT($A$2:$B$2, A4)"]);
  });

  describe("that were frozen,", () => {
    const ROWS: CellValue[][] = [
      ["Country", "Capital"],
      ["Peru", "Lima"],
      ["Chad", "N'Djamena"],
      ["France", "=GPT($A$2:$B$3, A4)"],
      ["Spain", "=GPT($A$2:$B$3, A5)"],
    ];
    /** All answers are alike, so that a moved one looks like the one that stood there. */
    const startFrozen = async () => {
      const host = new FakeHost(ROWS);
      const product = createProduct({
        host,
        openCompleter: () => Promise.resolve(new ScriptedCompleter(() => " x")),
        nowMs: () => Date.now(),
      });
      opened.push(product);
      for (const cell of ["Sheet1!B4", "Sheet1!B5"]) host.showResult(cell, "x");
      await product.cells.freeze("Sheet1!B4:B5");
      return { host, product };
    };
    const write = (host: FakeHost, address: string, rows: readonly (readonly CellValue[])[]) =>
      host.writeEntries([{ address, entries: rows.map((row) => row.map((value) => ({ value }))) }]);
    const moved = ROWS.slice(0, 3).concat([
      ["France", "x"],
      ["Spain", "x"],
    ]);

    it("get no formulas of before back where a row was inserted above them", async () => {
      const { host, product } = await startFrozen();
      await write(host, "Sheet1!A1:B6", [["", ""], ...moved]);
      await expect(product.cells.unfreeze("Sheet1!B5:B6")).rejects.toThrow("Rows were moved");
      await expect(product.undo()).rejects.toThrow("Rows were moved");
      expect(host.typed("Sheet1!B5:B6").flat()).toEqual(["x", "x"]);
      expect(product.state.getState().undo).toBeNull();
    });

    it("get them back where rows were changed, or moved below them", async () => {
      const { host, product } = await startFrozen();
      await write(host, "Sheet1!A2:B3", [
        ["Japan", "Tokyo"],
        ["Cuba", "Havana"],
      ]);
      await write(host, "Sheet1!A4:A7", [["Italy"], ["Spain"], [""], ["below"]]);
      await product.cells.unfreeze("Sheet1!B4:B5");
      expect(host.typed("Sheet1!B4:B5").flat()).toEqual(["=GPT($A$2:$B$3, A4)", "=GPT($A$2:$B$3, A5)"]);
    });
  });

  it("and what was done to them are forgotten when another workbook is opened", async () => {
    const { host, product } = await start();
    host.select("Sheet1!B4");
    await product.cells.freeze("Sheet1!B3");
    await product.openWorkbook();
    const { undo, selection } = product.state.getState();
    expect([undo, selection]).toEqual([null, { address: "Sheet1!B4", trace: null }]);
    await product.undo();
    await expect(product.cells.unfreeze("Sheet1!B3")).rejects.toThrow("Nothing here was frozen");
    expect(host.typed("Sheet1!B3")).toEqual([["=Paris"]]);
    expect(await product.cells.showUnsure(1)).toBe(false);
  });

  it("teach the formulas around them once they are corrected or accepted, as what is typed over does", async () => {
    const { host, product, completer } = await start();
    await product.cells.correct("Sheet1!B3", "Lyon");
    await host.writeEntries([{ address: "Sheet1!B5", entries: [[{ value: "Nowhere City" }]] }]);
    const ask = () =>
      product.gpt({
        examplesOrInput: { values: [["Spain"]], address: "Sheet1!A4" },
        input: null,
        headers: null,
        options: null,
        caller: "Sheet1!B4",
        signal: new AbortController().signal,
      });
    await ask().catch(() => undefined);
    expect(completer.prompts.at(-1)).toBe(
      "Country: Peru\nCapital: Lima\n\nCountry: France\nCapital: Lyon\n\nCountry: Nowhere\nCapital: Nowhere City\n\nCountry: Spain\nCapital:",
    );
    await product.undo();
    await ask().catch(() => undefined);
    expect(completer.prompts.at(-1)).not.toContain("Lyon");
  });

  it("freeze a whole spill with the formula that fills it", async () => {
    const { host, product } = await start();
    host.spills.set("Sheet1!B3", "Sheet1!B3:B4");
    await product.cells.freeze("Sheet1!B3");
    expect((await host.readEntries(["Sheet1!B3:B4"]))[0]!.entries.flat()).toEqual([
      { value: "=Paris" },
      { value: "=Paris" },
    ]);
  });

  it("are frozen and given back in as many questions to the sheet, however many they are", async () => {
    const { host, product } = await start();
    const questions: string[] = [];
    for (const name of ["readEntries", "spillsOf"] as const) {
      const ask = host[name].bind(host) as (addresses: readonly string[]) => Promise<never>;
      host[name] = (addresses: readonly string[]) => {
        questions.push(name);
        return ask(addresses);
      };
    }
    const written: number[] = [];
    const write = host.writeEntries.bind(host);
    host.writeEntries = (edits) => {
      written.push(edits.length);
      return write(edits);
    };
    const counts: number[] = [];
    for (const area of ["Sheet1!B3", "Sheet1!B3:B4"]) {
      questions.length = 0;
      await product.cells.freeze(area);
      await product.cells.unfreeze(area);
      host.showResult("Sheet1!B3", "=Paris");
      counts.push(questions.length);
    }
    expect(counts[1]).toBe(counts[0]);
    expect(written).toEqual([1, 1, 1, 1]);
  });

  it("say so where there is nothing to freeze", async () => {
    const { product } = await start();
    await expect(product.cells.freeze("Sheet1!A1:A6")).rejects.toThrow("Pick cells");
  });

  it("are accepted one by one, going on to the next that the model is unsure of", async () => {
    const { host, product } = await start();
    host.select("Sheet1!B3");
    expect(await product.cells.showUnsure(SURE + 0.01)).toBe(true);
    expect(host.shown).toEqual(["Sheet1!B4"]);
    await product.cells.accept("Sheet1!B4");
    expect(host.typed("Sheet1!B4")).toEqual([["=Paris"]]);
    expect(product.state.getState().undo).toEqual({ kind: "accept", cells: 1, sheet: "Sheet1" });
    expect(await product.cells.showUnsure(SURE + 0.01)).toBe(true);
    expect(host.shown.at(-1)).toBe("Sheet1!B3");
    await product.cells.accept("Sheet1!B3");
    expect(await product.cells.showUnsure(SURE + 0.01)).toBe(false);
  });

  it("lead on to another sheet from the last one of this sheet, which is told", async () => {
    const { host, product } = await start();
    await product.gpt({
      examplesOrInput: { values: [["Peru", "Lima"]], address: "'Other sheet'!A2:B2" },
      input: { values: [["Italy"]], address: "'Other sheet'!A3" },
      headers: null,
      options: null,
      caller: "'Other sheet'!B3",
      signal: new AbortController().signal,
    });
    host.select("Sheet1!B3");
    await product.cells.showUnsure(1);
    expect(product.state.getState().otherSheetCell).toBeNull();
    host.showResult("'Other sheet'!B3", "=Paris");
    host.select("Sheet1!B4");
    await product.cells.showUnsure(1);
    expect(host.shown.at(-1)).toBe("'Other sheet'!B3");
    expect(product.state.getState().otherSheetCell).toBe("'Other sheet'!B3");
    // From the last one on it begins anew.
    host.select("'Other sheet'!B3");
    await product.cells.showUnsure(1);
    expect(host.shown.at(-1)).toBe("Sheet1!B3");
    host.select("'Third sheet'!A1");
    await product.cells.showUnsure(1);
    expect(host.shown.at(-1)).toBe("'Other sheet'!B3");
    host.select("'Other sheet'!B4");
    expect(product.state.getState().otherSheetCell).toBeNull();
  });

  it("are corrected as typed: numbers and booleans as such, all else as text", async () => {
    const { host, product } = await start();
    await product.cells.correct("Sheet1!B3", " Paris ");
    await product.cells.correct("Sheet1!B4", "12.5");
    await product.cells.correct("Sheet1!B5", "007");
    expect(host.typed("Sheet1!B3:B5").flat()).toEqual(["Paris", 12.5, "007"]);
    await expect(product.cells.correct("Sheet1!B6", "1")).rejects.toThrow("another cell");
  });

  it("and texts that were typed are typed over on request, but no formulas", async () => {
    const { host, product } = await start();
    await formatted(host, "Sheet1!B2", "@");
    await product.cells.retype("Sheet1!B2", "<b/>\n");
    expect((await host.readEntries(["Sheet1!B2"]))[0]!.entries).toEqual([[{ value: "<b/>", format: "@" }]]);
    expect(product.state.getState().undo).toEqual({ kind: "retype", cells: 1, sheet: "Sheet1" });
    await product.undo();
    expect(host.typed("Sheet1!B2")).toEqual([["Lima"]]);
    for (const address of ["Sheet1!B3", "Sheet1!B6"])
      await expect(product.cells.retype(address, "<b/>")).rejects.toThrow("holds a formula");
  });

  it("and texts that the formula of another cell fills are not typed over", async () => {
    const { host, product } = await start();
    const entries = ["<i/>", "<u/>", "<p/>", "<b/>"].map((value) => [{ value }]);
    await host.writeEntries([
      { address: "Sheet1!C2:C5", entries },
      { address: "Sheet1!C1", entries: [[{ formula: "=A1:A2" }]] },
      { address: "Sheet1!C3", entries: [[{ formula: "=A2:A3" }]] },
    ]);
    host.spills.set("Sheet1!C1", "Sheet1!C1:C2");
    host.spills.set("Sheet1!C3", "Sheet1!C3:C4");
    for (const address of ["Sheet1!C2", "Sheet1!C4"])
      await expect(product.cells.retype(address, "<s/>")).rejects.toThrow("formula of another cell");
    await product.cells.retype("Sheet1!C5", "<s/>");
    const kept = ["=A1:A2", "<i/>", "=A2:A3", "<p/>", "<s/>"];
    expect(host.typed("Sheet1!C1:C5").flat()).toEqual(kept);
  });

  it("are corrected by numbers as the person's language writes them, where numbers were answered", async () => {
    const { host, product } = await start();
    for (const row of [3, 4]) host.showResult(`Sheet1!B${row}`, 725);
    speak("de");
    await product.cells.correct("Sheet1!B3", "7,25");
    speak("en");
    await product.cells.correct("Sheet1!B4", "1,250.5");
    await product.cells.correct("Sheet1!B5", "1,250");
    expect(host.typed("Sheet1!B3:B5").flat()).toEqual([7.25, 1250.5, "1,250"]);
  });

  it("are corrected by grouped numbers and shares, and asked about where such may be either of two", async () => {
    const { host, product } = await start();
    const whole = { value: 900 };
    await host.writeEntries([{ address: "Sheet1!B2", entries: [[whole]] }]);
    for (const row of [3, 4]) host.showResult(`Sheet1!B${row}`, 725);
    speak("de");
    await expect(product.cells.correct("Sheet1!B3", "50%")).rejects.toThrow("0,5 oder 50 sein");
    await product.cells.correct("Sheet1!B3", "1.250");
    await host.writeEntries([{ address: "Sheet1!B2", entries: [[{ value: 0.25, format: "0%" }]] }]);
    await expect(product.cells.correct("Sheet1!B4", "1.250")).rejects.toThrow("1250 oder 1,25 sein");
    await product.cells.correct("Sheet1!B4", "50 %");
    await product.cells.correct("Sheet1!B5", "50%");
    expect(host.typed("Sheet1!B3:B5").flat()).toEqual([1250, 0.5, "50%"]);
  });

  it.each([
    ["0%", 0.5],
    ['0" %"', 50],
    ["0\\%", 50],
  ])("are corrected by shares only where their format counts in hundredths: %s", async (format, number) => {
    const { host, product } = await start();
    await formatted(host, "Sheet1!B3", format);
    host.showResult("Sheet1!B3", number);
    await product.cells.correct("Sheet1!B3", "50%");
    expect(host.typed("Sheet1!B3")).toEqual([[number]]);
  });

  it("are corrected without a look at their column where it has no say", async () => {
    const { host, product } = await start();
    await formatted(host, "Sheet1!B3", "0.00");
    host.showResult("Sheet1!B3", 7.25);
    const reads: string[] = [];
    const readEntries = host.readEntries.bind(host);
    host.readEntries = (addresses) => {
      reads.push(...addresses);
      return readEntries(addresses);
    };
    speak("de");
    await product.cells.correct("Sheet1!B3", "7,5");
    expect(new Set(reads)).toEqual(new Set(["Sheet1!B3"]));
    expect(host.typed("Sheet1!B3")).toEqual([[7.5]]);
  });

  it.each(["readRegion", "readEntries"] as const)(
    "are corrected where the host refuses to read their column (%s)",
    async (name) => {
      const { host, product } = await start();
      host.showResult("Sheet1!B3", 725);
      const ask = host[name].bind(host) as (asked: string | readonly string[]) => Promise<never>;
      host[name] = async (asked: string | readonly string[]) => {
        if (name === "readRegion" || asked[0] === "Sheet1!B1:B6")
          throw new Error("The response is too large");
        return ask(asked);
      };
      await product.cells.correct("Sheet1!B3", "7.5");
      expect(host.typed("Sheet1!B3")).toEqual([[7.5]]);
      // Whether rows have moved is known all the same.
      const moved = [["", ""], ...host.typed("Sheet1!A1:B6")].map((row) => row.map((value) => ({ value })));
      await host.writeEntries([{ address: "Sheet1!A1:B7", entries: moved }]);
      await expect(product.undo()).rejects.toThrow("Rows were moved");
    },
  );

  it.each([
    ["the typed cells beside them have it", "@", undefined],
    ["their cells have it", undefined, "@"],
  ])("are corrected as texts in a column of format Text: %s", async (_name, beside, own) => {
    const { host, product } = await start();
    const put = async (address: string, format: string | undefined) => {
      const [read] = await host.readEntries([address]);
      const entries = read!.entries.map((row) =>
        row.map((entry) => ({ ...entry, ...(format && { format }) })),
      );
      await host.writeEntries([{ address, entries }]);
    };
    await put("Sheet1!B2", beside);
    await put("Sheet1!B3:B5", own);
    const [before] = await host.readEntries(["Sheet1!B5"]);
    await product.cells.correct("Sheet1!B3", "007");
    await product.cells.correct("Sheet1!B4", "7");
    await product.cells.correct("Sheet1!B5", "TRUE");
    expect((await host.readEntries(["Sheet1!B3:B5"]))[0]!.entries).toEqual(
      ["007", "7", "TRUE"].map((value) => [{ value, format: "@" }]),
    );
    await product.undo();
    expect(await host.readEntries(["Sheet1!B5"])).toEqual([before]);
  });

  it("are corrected by dates where their cells show dates", async () => {
    const { host, product } = await start();
    await formatted(host, "Sheet1!B3", "d mmm yy");
    await product.cells.correct("Sheet1!B3", "2021-03-04");
    expect((await host.readEntries(["Sheet1!B3"]))[0]!.entries).toEqual([
      [{ value: 44259, format: "d mmm yy" }],
    ]);
  });

  describe("that are dates, in cells that show their numbers", () => {
    const FORMAT = "d mmm yy";
    const startWithDates = async () => {
      const host = new FakeHost(SHEET);
      const product = createProduct({
        host,
        openCompleter: () => Promise.resolve(new ScriptedCompleter(() => " 2021-12-25")),
        nowMs: () => Date.now(),
      });
      opened.push(product);
      await product.gpt({
        examplesOrInput: { values: [["Peru", new CellDate(44197, FORMAT)]], address: "Sheet1!A2:B2" },
        input: { values: [["France"], ["Spain"]], address: "Sheet1!A3:A4" },
        headers: null,
        options: null,
        caller: "Sheet1!B3",
        signal: new AbortController().signal,
      });
      for (const cell of ["Sheet1!B3", "Sheet1!B4"]) host.showResult(cell, 44555);
      const entries = async () => (await host.readEntries(["Sheet1!B3:B4"]))[0]!.entries.flat();
      return { host, product, entries };
    };

    it("are taken over as dates, those of a spill too, until that is taken back", async () => {
      const { host, product, entries } = await startWithDates();
      const before = await entries();
      host.spills.set("Sheet1!B3", "Sheet1!B3:B4");
      await product.cells.accept("Sheet1!B3");
      expect(await entries()).toEqual([
        { value: 44555, format: FORMAT },
        { value: 44555, format: FORMAT },
      ]);
      await product.undo();
      expect(await entries()).toEqual(before);
    });

    it("are corrected by dates, but not where the cells show other numbers since", async () => {
      const { host, product, entries } = await startWithDates();
      host.showResult("Sheet1!B4", 12);
      await product.cells.correct("Sheet1!B3", "2021-03-04");
      await product.cells.correct("Sheet1!B4", "2021-03-04");
      expect(await entries()).toEqual([{ value: 44259, format: FORMAT }, { value: "2021-03-04" }]);
    });
  });

  it("are counted with those the model is unsure of", async () => {
    const { product } = await start();
    await new Promise((resolve) => setTimeout(resolve, 150));
    const column = new AnswerTally({ examples: [{ inputs: ["Peru"], output: "Lima" }] });
    column.add(["first"], "Paris");
    const rarity = column.rarity(["second"], "Paris");
    const lessSure = confidenceOf({ probability: withEnd(0.5), rarity }, "alone");
    expect(product.state.getState().review).toEqual({ answers: 2, confidences: [SURE, lessSure] });
  });

  it("are frozen as the dates that were kept, also of more cells than there are traces of", async () => {
    const rows = 5_001;
    const host = new FakeHost(Array.from({ length: rows }, (_, row) => [`in ${row}`, "=GPT(A1)"]));
    for (let row = 1; row <= rows; row++) host.showResult(`Sheet1!B${row}`, 44_000 + row);
    host.answers = await keptText(
      Array.from({ length: rows }, (_, row) => ({
        question: `${row}`.padStart(22, "k"),
        settings: PLAIN_STAMP,
        cells: [`Sheet1!B${row + 1}`],
        value: new CellDate(44_001 + row, "d mmm yyyy"),
        confidence: 0.5,
        isFitted: true,
        model: { name: "A", hash: "A" },
      })),
    );
    const openCompleter = () => Promise.resolve(new ScriptedCompleter(() => ""));
    const product = createProduct({ host, openCompleter, nowMs: () => 0 });
    opened.push(product);
    await product.recallAnswers();
    await product.cells.freeze(`Sheet1!B1:B${rows}`);
    const [read] = await host.readEntries([`Sheet1!B1:B${rows}`]);
    expect(read!.entries.filter(([entry]) => entry!.format !== "d mmm yyyy")).toEqual([]);
  });
});
