import type { PlaygroundPage } from "./playground-page.ts";
import { onReadyPlayground } from "./playground-session.ts";

type Cell = string | number | boolean;

interface Case {
  /** As in the option "type", or what else decides what may come out. */
  readonly title: string;
  readonly sheet?: readonly (readonly Cell[])[];
  readonly formula: string;
  /** What the cells from D1 on hold. */
  readonly gives: readonly (readonly unknown[])[];
  /** What tells the value's type, where the grid gives it as another: days as what cells show, TRUE as 1. */
  readonly is?: "ISNUMBER" | "ISLOGICAL";
}

const CAPITALS = [
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["Kenya", "Nairobi"],
  ["Norway", "Oslo"],
  ["Egypt", "Cairo"],
  ["France"],
];

/** Which value comes is the model's; that it has its type is ours. */
const CASES: readonly Case[] = [
  {
    title: "number",
    sheet: [["one and a half", 1.5], ["two and a half", 2.5], ["ten and a half", 10.5], ["four and a half"]],
    formula: '=GPT.FILLAS(A1:B3, A4, "number")',
    gives: [[4.5]],
  },
  {
    title: "integer, from texts",
    sheet: [["three", "3"], ["seven", "7"], ["ten", "10"], ["nine"]],
    formula: '=GPT.FILLAS(A1:B3, A4, "integer")+1',
    gives: [[10]],
  },
  {
    title: "percent",
    sheet: [["3 percent", '="3%"'], ["7 percent", '="7%"'], ["10 percent", '="10%"'], ["9 percent"]],
    formula: '=GPT.FILLAS(A1:B3, A4, "percent")',
    gives: [[0.09]],
  },
  {
    title: "currency",
    sheet: [
      ["three dollars", '="$3.00"'],
      ["seven dollars", '="$7.00"'],
      ["ten dollars", '="$10.00"'],
      ["nine dollars"],
    ],
    formula: '=GPT.FILLAS(A1:B3, A4, "currency")',
    gives: [[9]],
  },
  {
    title: "date",
    sheet: [
      ["5 March 2020", '="2020-03-05"'],
      ["17 May 2021", '="2021-05-17"'],
      ["1 June 1999", '="1999-06-01"'],
      ["20 July 1969"],
    ],
    formula: '=GPT.FILLAS(A1:B3, A4, "date")',
    gives: [["1969-07-20"]],
    is: "ISNUMBER",
  },
  {
    title: "date, in words",
    sheet: [
      ["day 5 of March 2020", '="March 5, 2020"'],
      ["day 17 of May 2021", '="May 17, 2021"'],
      ["day 1 of June 1999", '="June 1, 1999"'],
      ["day 20 of July 1969"],
    ],
    formula: '=GPT.FILLAS(A1:B3, A4, "date")',
    gives: [["July 20, 1969"]],
    is: "ISNUMBER",
  },
  {
    title: "boolean",
    sheet: [["apple", "yes"], ["stone", "no"], ["pear", "yes"], ["hammer", "no"], ["cherry"]],
    formula: '=GPT.FILLAS(A1:B4, A5, "boolean")',
    gives: [[1]],
    is: "ISLOGICAL",
  },
  {
    title: "label",
    sheet: [["apple", "fruit"], ["hammer", "tool"], ["pear", "fruit"], ["saw", "tool"], ["screwdriver"]],
    formula: '=GPT.FILLAS(A1:B4, A5, "label")',
    gives: [["tool"]],
  },
  {
    title: "list",
    sheet: [
      ["red and blue", "red, blue"],
      ["black and pink", "black, pink"],
      ["gold and grey", "gold, grey"],
      ["green and white"],
    ],
    formula: '=GPT.FILLAS(A1:B3, A4, "list")',
    gives: [["green", "white"]],
  },
  {
    title: "text of a length",
    sheet: CAPITALS,
    formula: '=GPT(A1:B5, A6,, "type=text; max characters=3")',
    gives: [["Par"]],
  },
  {
    title: "labels that the examples repeat",
    sheet: [["apple", "fruit"], ["hammer", "tool"], ["pear", "fruit"], ["saw", "tool"], ["France"]],
    formula: "=GPT(A1:B4, A5)",
    gives: [["fruit"]],
  },
  {
    title: "unknown",
    sheet: [
      ["3 apples", 3],
      ["a few plums", "unknown"],
      ["7 pears", 7],
      ["some cherries", "unknown"],
      ["a lot of grapes"],
    ],
    formula: '=GPT(A1:B4, A5,, "type=integer; unknown=yes")',
    gives: [["unknown"]],
  },
  {
    title: "labels for a question",
    formula: '=GPT.ASK("Is Paris in France?", "one of: yes, no")',
    gives: [["yes"]],
  },
  {
    title: "integer for a question",
    formula: '=GPT.ASK("What is two plus two?", "type=integer")',
    gives: [[4]],
  },
  {
    title: "date for a question",
    formula: '=GPT.ASK("When is Christmas Day 2020?", "type=date")',
    gives: [["2020-12-25"]],
    is: "ISNUMBER",
  },
];

describe("typed answers in the playground with the real model", () => {
  let playground: PlaygroundPage;
  onReadyPlayground((opened) => (playground = opened));

  async function writeSheet(rows: readonly (readonly Cell[])[]): Promise<void> {
    await playground.newSheet();
    for (const [row, cells] of rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        const address = `${"AB"[column]}${row + 1}`;
        if (String(cell).startsWith("=")) await playground.formula(address, String(cell));
        else await playground.write(address, [[cell]]);
      }
    }
  }

  it.each(CASES.map((each) => [each.title, each] as const))(
    "%s",
    async (_, { sheet = [], formula, gives, is }) => {
      await writeSheet(sheet);
      await playground.formula("D1", formula);
      await playground.settled("D1");
      const area = `D1:${"DEF"[gives[0]!.length - 1]}${gives.length}`;
      expect(await playground.values(area)).toEqual(gives);
      if (is) {
        await playground.formula("D9", `=${is}(D1)`);
        expect(await playground.settled("D9")).toEqual([1]);
      }
    },
  );

  it("an answer below the threshold is #N/A, and the pane names it with how sure it is", async () => {
    await writeSheet([...CAPITALS.slice(0, 5), ["Burkina Faso"]]);
    await playground.formula("B6", '=GPT(A1:B5, A6,, "confidence=99%")');
    expect(await playground.settled("B6")).toEqual(["#N/A"]);
    await playground.pointer.click(5, 1);
    const card = playground.page.getByRole("region", { name: "Selected cell" });
    await card.getByText(/Unsure \(\d{1,2} %\), best guess: \w+/).waitFor();
    await playground.formula("B6", '=GPT(A1:B5, A6,, "confidence=1%")');
    expect(await playground.settled("B6", (value) => value !== null && value !== "#N/A")).toEqual([
      expect.stringMatching(/^\w+$/),
    ]);
  });
});
