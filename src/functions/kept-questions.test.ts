import type { CellValue } from "../core/examples/cell-value.ts";
import { createProduct } from "../app/create-product.ts";
import { ScriptedCompleter } from "../app/testing/scripted-completer.ts";
import { FakeHost } from "../host/testing/fake-host.ts";
import { CELL_FUNCTIONS } from "./function-table.ts";

type Rows = readonly (readonly CellValue[])[];

/** The question under which a function keeps its first answer. */
async function questionOf(name: string, ...args: (string | Rows | null)[]): Promise<string | undefined> {
  const product = createProduct({
    host: new FakeHost([[]]),
    openCompleter: () => Promise.resolve(new ScriptedCompleter(() => " 1")),
    nowMs: () => 0,
  });
  const given = args.map((arg) => {
    if (arg === null) return null;
    return { values: typeof arg === "string" ? [[arg]] : arg, address: null };
  });
  const questions: string[] = [];
  await product.run({ caller: "Sheet1!D1", signal: new AbortController().signal }, (bench) =>
    CELL_FUNCTIONS.find((one) => one.name === name)!.run(given, {
      ...bench,
      spill: (cells) => {
        for (const cell of cells.flat()) if (cell && "keptKey" in cell) questions.push(cell.keptKey.question);
        return Promise.resolve([[""]]);
      },
    }),
  );
  product.close();
  return questions[0];
}

const TEXTS: Rows = [["A", "March 5, 2020"]];
const NUMBERS: Rows = [["A", 43895]];

/** Where options say nothing of the kind, the questions are those of workbooks of before: literally. */
const SAME = [
  ["GPT.ASK", ["Why?"], "/dg2r1v3uv866uXOSbNCwQ"],
  ["GPT.ASK", ["Why?", "max tokens=5; unknown=yes"], "ijtM0m+M6/pJGjgKMSK38A"],
  ["GPT.ASK", ["Why?", "type=list"], "h9b23Z7CARItfoESMI9eRA"],
  ["GPT.ASK", ["Why?", "type=text"], "tBfrqk9ptUa2eSOWZPjOag"],
  ["GPT.COMPLETE", ["It is", "type=integer; one of: a, b"], "HTE3wMVGO/+kC4yb3+dCzA"],
  ["GPT.FILL", [TEXTS, "B"], "66O7BELKSQG54+WTtLZWeg"],
  ["GPT.FILLAS", [TEXTS, "B", "text"], "qVsuLzOIm2i4eZNSj1sV6w"],
  ["GPT.FILLAS", [NUMBERS, "B", "date"], "HDc2NcmS4DjzMlCaeTMuxQ"],
  ["GPT.TRANSLATE", ["one", "French"], "tHdJx/y0USyQoY/3Te+kQA"],
  ["GPT.SUMMARIZE", ["one"], "hfR4rp+UDckre4B7NLfhAw"],
  ["GPT.EXTRACT", ["one", "day"], "ERY2IpVAfUPf+f23sw/c5w"],
  ["GPT.EXTRACT", ["one", "day", null, "one of: yes, no"], "PIW2tR8jwk+/F9bXCIOnqw"],
] as const;

const OTHER = [
  ["GPT.ASK", ["Why?", "one of: yes, no"], "6zyM8NomsRUH1/+mzOyITg"],
  ["GPT.ASK", ["Why?", "type=integer"], "T5+gs+6hduyc9ZbbiSG6Wg"],
  ["GPT.ASK", ["Why?", "type=date; unknown=yes"], "M9GpIir0SiXok3WT07zNZw"],
  ["GPT.ASK", ["Why?", "max characters=9"], "tDvPAyk0K4cc8cf5YNAoTw"],
  ["GPT.COMPLETE", ["It is", "max characters=9"], "rg0UeT88vmnY+yyOgjH5kA"],
  ["GPT.FILLAS", [TEXTS, "B", "date"], "rDL7naKKhWqDKAVZJhRYrQ"],
  ["GPT.FILL", [TEXTS, "B", null, "type=date"], "c1j8nO+Dks9jQEFYdukBbw"],
  ["GPT.TRANSLATE", ["one", "French", null, "max characters=9"], "JSqqm83ap/iShErlnT2taw"],
  ["GPT.SUMMARIZE", ["one", null, "max characters=9"], "BV7ZzQemDI2yAcAcer64Ig"],
  ["GPT.EXTRACT", ["one", "day", null, "type=date"], "MXqw/MyODUWAIhwBSxvptg"],
  ["GPT.EXTRACT", ["one", "day", null, "one of: 1, 2"], "d65g1AJVMSfesya08aKTwQ"],
] as const;

describe("answers that were kept by Fewshot of before stated types gave values everywhere", () => {
  it.each(SAME)("are taken by %s of %j", async (name, args, before) => {
    expect(await questionOf(name, ...args)).toBe(before);
  });

  it.each(OTHER)("are not taken by %s of %j", async (name, args, before) => {
    expect(await questionOf(name, ...args)).not.toBe(before);
  });
});
