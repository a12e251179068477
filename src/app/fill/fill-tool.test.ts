import { confidenceOf } from "../../core/confidence/confidence.ts";
import type { CellError } from "../../core/errors/cell-error.ts";
import { CellDate } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { until } from "../../core/testing/until.ts";
import type { Product } from "../product.ts";
import { openFill, proposed } from "../testing/open-fill.ts";
import { crash, type Script, withEnd } from "../testing/scripted-completer.ts";

const SHEET: CellValue[][] = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["Kenya", "Nairobi"],
  ["France", ""],
  ["Nowhere", ""],
  ["Spain", ""],
];
const CAPITALS: Readonly<Record<string, string>> = {
  Peru: " lima",
  Japan: " Tokyo",
  Kenya: " Mombasa",
  France: " Paris",
  Spain: " =Madrid",
};
/** Answers the last country of the prompt; one has no answer. */
const script: Script = (prompt) => CAPITALS[/Country: (\w+)\nCapital:$/.exec(prompt)?.[1] ?? ""] ?? "";

const opened: Product[] = [];
afterEach(() => {
  for (const product of opened.splice(0)) product.close();
});

function start(sheet = SHEET, answers = script) {
  const open = openFill(sheet, answers);
  opened.push(open.product);
  return open;
}

/** Runs the formula of B5 after the examples of the sheet. */
const runFormula = (product: Product) =>
  product.gpt({
    examplesOrInput: { values: SHEET.slice(1, 4), address: "Sheet1!A2:B4" },
    input: { values: [["France"]], address: "Sheet1!A5" },
    headers: null,
    options: null,
    caller: "Sheet1!B5",
    signal: new AbortController().signal,
  });

describe("filling a column without a formula being typed", () => {
  it("proposes examples, header, cells and formula from the selection", async () => {
    const { product } = start();
    await product.fill.propose("Sheet1!B5");
    expect(proposed(product).proposal).toEqual({
      examples: "Sheet1!A2:B4",
      exampleCount: 3,
      header: "Sheet1!A1:B1",
      mayHaveNames: true,
      names: { inputs: ["Country"], output: "Capital" },
      outputs: "Sheet1!B5:B7",
      rows: 3,
      answerType: "text",
      labels: [],
      choosable: [],
      formula: "=GPT($A$2:$B$4, A5)",
    });
  });

  it("tells which answers alone can come out", async () => {
    const reviews = ["good", "bad", "good", "bad", null].map((label, row) => [`Review ${row}`, label]);
    const { product } = start([["Review", "Label"], ...reviews]);
    await product.fill.propose("Sheet1!B6");
    expect(proposed(product).proposal.labels).toEqual(["good", "bad"]);
    await product.changeSettings({ oneOf: ["yes", "no"] });
    await product.fill.propose("Sheet1!B6");
    expect(proposed(product).proposal.labels).toEqual(["yes", "no"]);
  });

  it("says why nothing can be filled", async () => {
    const { product } = start([["a"], ["b"]]);
    await product.fill.propose("Sheet1!A1");
    expect(product.state.getState().fill).toMatchObject({
      status: "none",
      reason: expect.objectContaining({ code: "fillNoInput" }) as CellError,
    });
  });

  it("shows the first answers, and how often the examples themselves come out right when left out", async () => {
    const { product, completer } = start();
    await product.fill.propose("Sheet1!B5");
    await product.fill.preview();
    const { preview } = proposed(product);
    expect(preview!.isRunning).toBe(false);
    expect(preview!.rows).toEqual([
      {
        input: "France",
        answer: {
          status: "done",
          value: "Paris",
          confidence: confidenceOf({ probability: withEnd(0.5), rarity: 1 }, "alone"),
        },
      },
      {
        input: "Nowhere",
        answer: { status: "failed", message: expect.stringContaining("empty answer") as string },
      },
      {
        input: "Spain",
        answer: {
          status: "done",
          value: "=Madrid",
          confidence: confidenceOf({ probability: withEnd(0.5), rarity: 1 }, "alone"),
        },
      },
    ]);
    expect(preview!.backtest.map(({ input, isRight }) => [input, isRight])).toEqual([
      ["Peru", true],
      ["Japan", true],
      ["Kenya", false],
    ]);
    expect(completer.prompts).toContain(
      "Country: Japan\nCapital: Tokyo\n\nCountry: Kenya\nCapital: Nairobi\n\nCountry: Peru\nCapital:",
    );
    expect(product.state.getState().work.done).toBe(0);
  });

  it("writes formulas as one change that can be taken back", async () => {
    const { product, host } = start();
    await product.fill.propose("Sheet1!B5");
    await product.fill.writeFormulas();
    expect(host.typed("Sheet1!B5:B7")).toEqual([
      ["=GPT($A$2:$B$4, A5)"],
      ["=GPT($A$2:$B$4, A6)"],
      ["=GPT($A$2:$B$4, A7)"],
    ]);
    expect(product.state.getState()).toMatchObject({
      fill: { status: "none" },
      undo: { kind: "fill", cells: 3, sheet: "Sheet1" },
    });
    await product.undo();
    expect(host.typed("Sheet1!B5:B7")).toEqual([[""], [""], [""]]);
    expect(product.state.getState().undo).toBeNull();
  });

  it("forgets the answers of cells that are given back", async () => {
    const { product, host } = start();
    await product.fill.propose("Sheet1!B5");
    await product.fill.writeFormulas();
    host.select("Sheet1!B5");
    await runFormula(product);
    expect(product.state.getState().selection?.trace).not.toBeNull();
    await product.undo();
    expect(product.state.getState().selection).toEqual({ address: "Sheet1!B5", trace: null });
  });

  it("runs a formula it wrote without asking the model again for a row that was shown", async () => {
    const { product, completer } = start();
    await product.fill.propose("Sheet1!B5");
    await product.fill.preview();
    const asked = completer.prompts.length;
    await runFormula(product);
    expect(completer.prompts).toHaveLength(asked);
  });

  it("shows the confidence that the cells have afterwards, where one answer comes often", async () => {
    const { product, host } = start(
      [...SHEET.slice(0, 4), ...["Chad", "Togo", "Mali", "Cuba", "Fiji", "Iran"].map((name) => [name, ""])],
      () => " Paris",
    );
    await product.fill.propose("Sheet1!B5");
    await product.fill.preview();
    const shown = proposed(product).preview!.rows.map(({ answer }) => answer);
    await product.fill.writeFormulas();
    await product.gpt({
      examplesOrInput: { values: SHEET.slice(1, 4), address: "Sheet1!A2:B4" },
      input: {
        values: ["Chad", "Togo", "Mali", "Cuba", "Fiji", "Iran"].map((name) => [name]),
        address: "Sheet1!A5:A10",
      },
      headers: null,
      options: null,
      caller: "Sheet1!B5",
      signal: new AbortController().signal,
    });
    const filled = shown.map((_, index) => {
      host.select(`Sheet1!B${5 + index}`);
      const trace = product.state.getState().selection?.trace;
      return trace && "answer" in trace ? trace.answer : null;
    });
    expect(filled).toMatchObject(
      shown.map((answer) =>
        answer.status === "done" ? { value: "Paris", confidence: answer.confidence } : {},
      ),
    );
    expect(shown.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "done"));
  });

  it("shows no answer that its cell would not show, for want of confidence", async () => {
    const { product } = start();
    await product.changeSettings({ confidence: 0.99 });
    await product.fill.propose("Sheet1!B5");
    await product.fill.preview();
    expect(proposed(product).preview!.rows[0]!.answer).toMatchObject({
      status: "failed",
      message: expect.stringContaining("best guess: Paris") as string,
    });
  });

  it("shows the first answers again under settings that are changed meanwhile", async () => {
    const { product, completer } = start();
    await product.fill.propose("Sheet1!B5");
    await product.fill.preview();
    completer.probability = 0.9;
    await product.changeSettings({ maxTokens: 7 });
    const isAsked = () => completer.requests.at(-1)!.sampling.maxTokens === 7;
    await until(() => isAsked() && proposed(product).preview?.isRunning === false, "the new preview");
    expect(proposed(product).preview!.rows[0]!.answer).toMatchObject({
      value: "Paris",
      confidence: confidenceOf({ probability: withEnd(0.9), rarity: 1 }, "alone"),
    });
  });

  it("writes values on request, as plain text, and leaves rows without an answer empty", async () => {
    const { product, host } = start();
    await product.fill.propose("Sheet1!B5");
    await product.fill.writeValues();
    const [read] = await host.readEntries(["Sheet1!B5:B7"]);
    expect(read!.entries).toEqual([[{ value: "Paris" }], [{ value: "" }], [{ value: "=Madrid" }]]);
    expect(product.state.getState().work).toMatchObject({ done: 2, failed: 1 });
    expect(product.state.getState().log[0]!.address).toBe("Sheet1!B6");
    host.select("Sheet1!B5");
    expect(product.state.getState().selection?.trace).toMatchObject({ answer: { value: "Paris" } });
  });

  it("keeps what was answered when the values are stopped", async () => {
    const { product, host, completer } = start();
    completer.isHolding = true;
    await product.fill.propose("Sheet1!B5");
    const writing = product.fill.writeValues();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(product.state.getState().fill.status).toBe("writing");
    product.stop();
    await writing;
    expect(host.typed("Sheet1!B5:B7")).toEqual([[""], [""], [""]]);
    expect(proposed(product).proposal.rows).toBe(3);
  });

  it("leaves rows alone that a person changed while the values were made, and says so", async () => {
    const { product, host, completer } = start();
    await product.fill.propose("Sheet1!B5");
    const { complete } = completer;
    completer.complete = async (...asked) => {
      await complete.apply(completer, asked);
      await host.writeEntries([
        { address: "Sheet1!B5", entries: [[{ value: "Mine" }]] },
        { address: "Sheet1!A7", entries: [[{ value: "Italy" }]] },
      ]);
    };
    await expect(product.fill.writeValues()).rejects.toThrow("2 rows were changed meanwhile");
    expect(host.typed("Sheet1!B5:B7").flat()).toEqual(["Mine", "", ""]);
  });

  it("writes formulas only where it is empty still", async () => {
    const { product, host } = start();
    await product.fill.propose("Sheet1!B5");
    await host.writeEntries([{ address: "Sheet1!B6", entries: [[{ formula: "=SUM(1)" }]] }]);
    await expect(product.fill.writeFormulas()).rejects.toThrow("One row was changed meanwhile");
    expect(host.typed("Sheet1!B5:B7").flat()).toEqual([
      "=GPT($A$2:$B$4, A5)",
      "=SUM(1)",
      "=GPT($A$2:$B$4, A7)",
    ]);
  });

  it("leaves errors alone that were typed, then or meanwhile", async () => {
    const { product, host } = start(SHEET.map((row) => (row[0] === "France" ? ["France", "#N/A"] : row)));
    await product.fill.propose("Sheet1!B6");
    expect(proposed(product).proposal.rows).toBe(2);
    await host.writeEntries([{ address: "Sheet1!B7", entries: [[{ value: "#N/A" }]] }]);
    await expect(product.fill.writeFormulas()).rejects.toThrow("One row was changed meanwhile");
    expect(host.typed("Sheet1!B5:B7").flat()).toEqual(["#N/A", "=GPT($A$2:$B$4, A6)", "#N/A"]);
  });

  it.each(["writeFormulas", "writeValues"] as const)(
    "leaves alone what is typed between the last look and the writing (%s)",
    async (write) => {
      const { product, host } = start();
      await product.fill.propose("Sheet1!B5");
      const readArea = host.readArea.bind(host);
      host.readArea = async (address) => {
        const block = await readArea(address);
        await host.writeEntries([{ address: "Sheet1!B7", entries: [[{ value: "#N/A" }]] }]);
        return block;
      };
      await expect(product.fill[write]()).rejects.toThrow("One row was changed meanwhile");
      expect(host.typed("Sheet1!B5:B7").flat()).toEqual([
        write === "writeValues" ? "Paris" : "=GPT($A$2:$B$4, A5)",
        write === "writeValues" ? "" : "=GPT($A$2:$B$4, A6)",
        "#N/A",
      ]);
    },
  );

  it("names the formula that writes code where the finished rows are apps", async () => {
    const { product } = start([
      ["Description", "Code"],
      ["a box", "function App() {\n  return <div />;\n}"],
      ["a link", "<a>Go</a>"],
      ["a list", ""],
    ]);
    await product.fill.propose("Sheet1!B4");
    const params = [{ formula: "=GPT.CODE(A4, $A$2:$B$3)" }];
    expect(product.state.getState().fill).toMatchObject({
      status: "none",
      reason: { code: "fillApps", params },
    });
  });

  it("fills a column of markup as any other", async () => {
    const { product } = start([
      ["Word", "Markup"],
      ["box", "<b>box</b>"],
      ["link", "<b>link</b>"],
      ["list", ""],
    ]);
    await product.fill.propose("Sheet1!B4");
    expect(product.state.getState().fill.status).toBe("proposed");
  });

  it("proposes anew where the finished rows are others than were shown", async () => {
    const { product, host } = start();
    await product.fill.propose("Sheet1!B5");
    await host.writeEntries([{ address: "Sheet1!B4", entries: [[{ value: null }]] }]);
    await expect(product.fill.writeFormulas()).rejects.toThrow("no longer the ones");
    expect(host.typed("Sheet1!B4:B7").flat()).toEqual([null, "", "", ""]);
    expect(proposed(product).proposal.examples).toBe("Sheet1!A2:B3");
  });

  it("writes nothing into another workbook that is opened meanwhile", async () => {
    const { product, host, completer } = start();
    await product.fill.propose("Sheet1!B5");
    const opening: Promise<void>[] = [];
    const { complete } = completer;
    completer.complete = async (...asked) => {
      await complete.apply(completer, asked);
      opening.push(product.openWorkbook());
    };
    await product.fill.writeValues();
    await Promise.all(opening);
    expect(host.typed("Sheet1!B5:B7")).toEqual([[""], [""], [""]]);
    expect(product.state.getState().fill).toEqual({ status: "none", reason: null });
  });

  it("leaves a gap between the cells alone", async () => {
    const { product, host } = start([
      ["Country", "Capital"],
      ["Peru", "Lima"],
      ["France", ""],
      ["Spain", "=SUM(1)"],
      ["Kenya", ""],
    ]);
    await product.fill.propose("Sheet1!B1");
    await product.fill.writeFormulas();
    expect(host.typed("Sheet1!B3:B5").flat()).toEqual([
      "=GPT($A$2:$B$2, A3)",
      "=SUM(1)",
      "=GPT($A$2:$B$2, A5)",
    ]);
  });

  it("ends a preview with the reason when the model breaks", async () => {
    const { product } = start(SHEET, () => crash("out of memory"));
    await product.fill.propose("Sheet1!B5");
    await product.fill.preview();
    expect(proposed(product).preview!.rows[0]!.answer).toMatchObject({
      status: "failed",
      message: expect.stringContaining("out of memory") as string,
    });
  });

  describe("with dates", () => {
    const date = (days: number) => new CellDate(days, "d mmm yyyy");
    const HOLIDAYS: CellValue[][] = [
      ["Holiday", "Day"],
      ["New Year", date(44197)],
      ["Epiphany", date(44202)],
      ["Christmas", ""],
      ["Never", ""],
    ];
    const days: Script = (prompt) => {
      const asked = /Holiday: ([\w ]+)\nDay:$/.exec(prompt)?.[1] ?? "";
      return { "New Year": " 2021-01-01", Christmas: " 2021-12-25" }[asked] ?? " 2021-02-30";
    };

    it("reads and writes them as days, proposes dates, and knows its own examples again", async () => {
      const { product, completer } = start(HOLIDAYS, days);
      await product.fill.propose("Sheet1!B4");
      expect(proposed(product).proposal.answerType).toBe("date");
      await product.fill.preview();
      const { preview } = proposed(product);
      expect(preview!.rows.map(({ answer }) => "value" in answer && answer.value)).toEqual([
        date(44555),
        "2021-02-30",
      ]);
      expect(preview!.backtest.map(({ expected, isRight }) => [expected, isRight])).toEqual([
        ["2021-01-01", true],
        ["2021-01-06", false],
      ]);
      expect(completer.prompts.at(-1)).not.toContain("44");
    });

    it("knows days again that are written in another way than their cells show", async () => {
      const sheet: CellValue[][] = [
        ["Holiday", "Day"],
        ["New Year", "January 1, 2021"],
        ["Labour Day", "May 1, 2021"],
        ["Epiphany", date(44202)],
        ["Christmas", ""],
      ];
      const { product } = start(sheet, (prompt) => {
        const asked = /Holiday: ([\w ]+)\nDay:$/.exec(prompt)?.[1] ?? "";
        const inWords = { "New Year": " January 1, 2021", Epiphany: " January 6, 2021" };
        return inWords[asked as keyof typeof inWords] ?? " May 2, 2021";
      });
      await product.fill.propose("Sheet1!B5");
      await product.fill.preview();
      expect(proposed(product).preview!.backtest.map(({ expected, isRight }) => [expected, isRight])).toEqual(
        [
          ["January 1, 2021", true],
          ["May 1, 2021", false],
          ["2021-01-06", true],
        ],
      );
    });

    it("gives filled cells the number format of the examples, and takes it back with them", async () => {
      const { host, product } = start(HOLIDAYS, days);
      await product.fill.propose("Sheet1!B4");
      await product.fill.writeFormulas();
      const entries = async () => (await host.readEntries(["Sheet1!B4:B5"]))[0]!.entries.flat();
      expect(await entries()).toEqual([
        { formula: "=GPT($A$2:$B$3, A4)", format: "d mmm yyyy" },
        { formula: "=GPT($A$2:$B$3, A5)", format: "d mmm yyyy" },
      ]);
      await product.undo();
      expect(await entries()).toEqual([{ value: "" }, { value: "" }]);
      await product.fill.propose("Sheet1!B4");
      await product.fill.writeValues();
      expect((await entries())[0]).toEqual({ value: 44555, format: "d mmm yyyy" });
    });
  });

  it("gives numbers the number format of the examples too", async () => {
    const sheet: CellValue[][] = [
      ["half", 0.5],
      ["third", 0.33],
      ["quarter", ""],
    ];
    const { host, product } = start(sheet, () => " 0.25");
    await host.writeEntries([{ address: "Sheet1!B2", entries: [[{ value: 0.33, format: "0%" }]] }]);
    await product.fill.propose("Sheet1!B3");
    await product.fill.writeValues();
    expect((await host.readEntries(["Sheet1!B3"]))[0]!.entries).toEqual([[{ value: 0.25, format: "0%" }]]);
  });

  it("tells of examples that are numbers as such what was expected", async () => {
    const { product } = start(
      [
        ["half", 0.5],
        ["third", 0.33],
        ["quarter", ""],
      ],
      () => " 0.25",
    );
    await product.fill.propose("Sheet1!B3");
    await product.fill.preview();
    expect(proposed(product).preview!.backtest.map(({ expected }) => expected)).toEqual([0.5, 0.33]);
  });

  it("leaves the format Text to cells that take texts as values", async () => {
    const { host, product } = start(
      [
        ["half", "0.50"],
        ["quarter", ""],
      ],
      () => " 0.25",
    );
    const entry = { value: "", format: "@" };
    await host.writeEntries([{ address: "Sheet1!B1:B2", entries: [[{ ...entry, value: "0.50" }], [entry]] }]);
    await product.fill.propose("Sheet1!B2");
    await product.fill.writeValues();
    expect((await host.readEntries(["Sheet1!B2"]))[0]!.entries).toEqual([[{ value: "0.25", format: "@" }]]);
  });

  it.each([
    [0.33, "@"],
    ["a third", "@"],
    [0.33, "General"],
    ["a third", "General"],
  ])(
    "takes the format Text from cells below examples such as %j of format %s, which would keep formulas as texts",
    async (third, format) => {
      const { host, product } = start([
        ["half", 0.5],
        ["third", third],
        ["quarter", ""],
      ]);
      const entry = async () => (await host.readEntries(["Sheet1!B3"]))[0]!.entries[0]![0];
      await host.writeEntries([
        { address: "Sheet1!B2:B3", entries: [[{ value: third, format }], [{ value: "", format: "@" }]] },
      ]);
      await product.fill.propose("Sheet1!B3");
      await product.fill.writeFormulas();
      expect(await entry()).toEqual({ formula: "=GPT($A$1:$B$2, A3)" });
      await product.undo();
      expect(await entry()).toEqual({ value: "", format: "@" });
    },
  );
});
