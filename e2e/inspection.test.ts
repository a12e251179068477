import { asGiven } from "../src/functions/testing/as-given.ts";
import type { PlaygroundPage } from "./playground-page.ts";
import { onReadyPlayground } from "./playground-session.ts";

type Cell = string | number;

const CAPITALS = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["Kenya", "Nairobi"],
  ["Norway", "Oslo"],
  ["Egypt", "Cairo"],
];
const REVIEWS = [
  ["Text", "Mood"],
  ["I love it", "good"],
  ["awful, never again", "bad"],
  ["works very well", "good"],
  ["broke at once", "bad"],
];

interface Case {
  readonly title: string;
  readonly sheet?: readonly (readonly Cell[])[];
  /** Formulas by their cells, the one that is looked at last. */
  readonly formulas: readonly (readonly [address: string, formula: string])[];
  readonly area: string;
  readonly gives: readonly (readonly unknown[])[];
}

const ANSWERED = [["B7", "=GPT($A$2:$B$6, A7)"]] as const;

/** What the examples on the functions' pages do not show. Their values were looked at in Node first. */
const CASES: readonly Case[] = [
  {
    title: "GPT.CONFIDENCE tells of the answers that stand in cells, and of blank ones nothing",
    sheet: [...CAPITALS, ["France"]],
    formulas: [...ANSWERED, ["C7", "=GPT.CONFIDENCE(B7:B8)"]],
    area: "C7:C8",
    gives: [[0.95], [""]],
  },
  {
    title: "GPT.CONFIDENCE of a typed cell has nothing to tell",
    sheet: CAPITALS,
    formulas: [["C7", "=GPT.CONFIDENCE(B2)"]],
    area: "C7",
    gives: [["#N/A"]],
  },
  {
    title: "GPT.XRAY takes apart the answer in a cell",
    sheet: [...CAPITALS, ["France"]],
    formulas: [...ANSWERED, ["C7", "=GPT.XRAY(B7)"]],
    area: "C8:D9",
    gives: [
      ["·Paris", 0.94],
      ["⏎⏎", 0.97],
    ],
  },
  {
    title: "GPT.XRAY takes apart a text, whose own tokens need not be the likeliest",
    formulas: [["A1", '=GPT.XRAY("The capital of France is Paris.")']],
    area: "A1:D3",
    gives: [
      ["Token", "Probability", "Runner-up 1", "Probability"],
      ["The", 0.054, "<h1>", 0.082],
      ["·capital", 0, "·", 0.3],
    ],
  },
  {
    title: "GPT.XRAY shows one answer at a time",
    sheet: [...CAPITALS, ["France"], ["Italy"]],
    formulas: [["C7", "=GPT.XRAY(A2:B6, A7:A8)"]],
    area: "C7",
    gives: [["#VALUE!"]],
  },
  {
    title: "GPT.PROMPT shows what was read for the answer in a cell",
    sheet: [...CAPITALS.slice(0, 3), ["France"]],
    formulas: [
      ["B4", "=GPT($A$2:$B$3, A4)"],
      ["C4", "=GPT.PROMPT(B4)"],
    ],
    area: "C4",
    gives: [["Country: Peru\nCapital: Lima\n\nCountry: Japan\nCapital: Tokyo\n\nCountry: France\nCapital:"]],
  },
  {
    title: "GPT.ALTERNATIVES of labels are shares of one",
    sheet: [...REVIEWS, ["a lovely thing"]],
    formulas: [
      ["C6", "=SUM(INDEX(GPT.ALTERNATIVES(A2:B5, A6), 1, 2), INDEX(GPT.ALTERNATIVES(A2:B5, A6), 1, 4))"],
    ],
    area: "C6",
    gives: [[1]],
  },
  {
    title: "GPT.ALTERNATIVES refuses a count that is none",
    sheet: [...CAPITALS, ["France"]],
    formulas: [["C7", '=GPT.ALTERNATIVES(A2:B6, A7, "many")']],
    area: "C7",
    gives: [["#VALUE!"]],
  },
  {
    title: "GPT.CHECK needs rows with all columns of the examples",
    sheet: [...CAPITALS, ["Spain", "Madrid"]],
    formulas: [["C7", "=GPT.CHECK(A2:B6, A7)"]],
    area: "C7",
    gives: [["#VALUE!"]],
  },
  {
    title: "GPT.BACKTEST goes on into other functions",
    sheet: CAPITALS,
    formulas: [["C1", '=TEXT(GPT.BACKTEST(A2:B6), "0%")']],
    area: "C1",
    gives: [["100%"]],
  },
  {
    title: "GPT.BACKTEST needs two examples",
    sheet: CAPITALS,
    formulas: [["C1", "=GPT.BACKTEST(A2:B2)"]],
    area: "C1",
    gives: [["#VALUE!"]],
  },
  {
    title: "GPT.SCORE tells how likely a text is as the next of a list",
    sheet: [["Monday"], ["Tuesday"], ["Wednesday"], ["Thursday"], ["banana"]],
    formulas: [["B4", '=GPT.SCORE(A4:A5, A1:A3, "probability")']],
    area: "B4:B5",
    gives: [[0.98], [0]],
  },
  {
    title: "GPT.SCORE names its measures where one is unknown",
    formulas: [["A1", '=GPT.SCORE("a text",, "entropy")']],
    area: "A1",
    gives: [["#VALUE!"]],
  },
  {
    title: "GPT.TOKENS leaves blank cells blank, and refuses a switch that is none",
    sheet: [["Hello world"], [""], ["12345"]],
    formulas: [
      ["C1", '=GPT.TOKENS(A1, "perhaps")'],
      ["B1", "=GPT.TOKENS(A1:A3)"],
    ],
    area: "B1:C3",
    gives: [
      [2, "#VALUE!"],
      ["", ""],
      [5, ""],
    ],
  },
  {
    title: "GPT.MODEL lists what runs",
    formulas: [["A1", "=GPT.MODEL()"]],
    area: "A1:A7",
    gives: [["Name"], ["Architecture"], ["Hash"], ["Bytes"], ["Context"], ["Runs on"], ["Licence"]],
  },
  {
    title: "GPT.SIMILAR is 1 for a text and itself, in any language nearer than for another",
    sheet: [["cat"], ["Katze"], ["invoice"]],
    formulas: [["B1", '=GPT.SIMILAR(A1:A3, "cat")>GPT.SIMILAR(A3, "cat")+0.05']],
    area: "B1:B3",
    // The grid shows an array's truth values as numbers.
    gives: [[1], [1], [0]],
  },
  {
    title: "GPT.SIMILAR refuses ranges that do not fit together",
    sheet: [
      ["a", "b"],
      ["c", "d"],
      ["e", ""],
    ],
    formulas: [["C1", "=GPT.SIMILAR(A1:A3, B1:B2)"]],
    area: "C1",
    gives: [["#VALUE!"]],
  },
  {
    title: "GPT.MATCH learns from examples what belongs together",
    sheet: [
      ["Peru", "South America", "Europe"],
      ["Kenya", "Africa", "Asia"],
      ["Japan", "Asia", "Africa"],
      ["France", "", "South America"],
      ["Nigeria", "", ""],
    ],
    formulas: [["B4", "=GPT.MATCH(A4:A5, C1:C4, A1:B3)"]],
    area: "B4:B5",
    gives: [["Europe"], ["Africa"]],
  },
  {
    title: "GPT.MATCH is unsure where nothing stands out so clearly",
    sheet: [["apple"], ["pear"], ["plum"]],
    formulas: [["B1", '=GPT.MATCH("something else",  A1:A3,, "confidence=99%")']],
    area: "B1",
    gives: [["#N/A"]],
  },
];

describe("looking at answers, texts and the model in the playground", () => {
  let playground: PlaygroundPage;
  onReadyPlayground((opened) => (playground = opened));

  /** Writes rows of any lengths from A1 on. */
  async function writeSheet(rows: readonly (readonly Cell[])[]): Promise<void> {
    await playground.newSheet();
    for (const [row, cells] of rows.entries()) {
      const end = String.fromCharCode(64 + cells.length);
      await playground.write(`A${row + 1}:${end}${row + 1}`, [cells]);
    }
  }

  it.each(CASES.map((each) => [each.title, each] as const))("%s", async (_, each) => {
    await writeSheet(each.sheet ?? []);
    for (const [address, formula] of each.formulas) await playground.formula(address, formula);
    const [first] = each.area.split(":");
    await playground.settled(first!, (value) => value !== null, 150_000);
    expect(asGiven(await playground.values(each.area), each.gives)).toEqual(each.gives);
  });

  it("an answer that is typed over teaches the =GPT(A7) cells of its column, and not those with a range", async () => {
    await writeSheet([...CAPITALS, ["France"], ["Italy"], ["Spain"]]);
    await playground.formula("B7", '=GPT(A7,,, "format=fields")');
    await playground.formula("B8", '=GPT(A8,,, "format=fields")');
    await playground.formula("B9", '=GPT($A$2:$B$6, A9,, "format=fields")');
    await playground.formula("D8", "=GPT.PROMPT(B8)");
    await playground.formula("D9", "=GPT.PROMPT(B9)");
    expect(await playground.settled("B7:B9")).toEqual(["Paris", "Rome", "Madrid"]);
    const [before, fixed] = await playground.settled("D8:D9");
    expect(before).not.toContain("France");

    await playground.pointer.type(6, 1, "Lyon");
    const [after] = await playground.settled("D8:D8", (value) => String(value).includes("Lyon"));
    expect(after).toBe(
      String(before).replace("Country: Italy", "Country: France\nCapital: Lyon\n\nCountry: Italy"),
    );
    expect(await playground.settled("D9:D9")).toEqual([fixed]);

    await playground.pointer.click(7, 1);
    const card = playground.page.getByRole("region", { name: "Selected cell" });
    await card.getByRole("button", { name: "Which examples mattered" }).click();
    const list = card.getByRole("list", { name: "Examples and how much each mattered" });
    await list.waitFor({ timeout: 60_000 });
    const shown = await list.getByRole("listitem").allInnerTexts();
    expect(shown).toHaveLength(6);
    expect(shown[5]).toMatch(/France → Lyon\s*×\d/);
  });
});
