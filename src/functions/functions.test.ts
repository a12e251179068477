import { type Given, messageOf, openFunctions } from "./testing/open-functions.ts";
import { cellError } from "../core/errors/cell-error.ts";
import { CellDate } from "../core/examples/cell-date.ts";
import type { Product } from "../app/product.ts";
import type { Script } from "../app/testing/scripted-completer.ts";

const products: Product[] = [];
afterAll(() => products.forEach((product) => product.close()));

function start(script: Script) {
  const open = openFunctions(script);
  products.push(open.product);
  return open;
}

/** Answers with what stands last in the prompt. */
const echo: Script = (prompt) => ` ${/([^:\n]*)\n[^\n]*$/.exec(prompt)?.[1]?.trim() ?? ""}`;

describe("GPT.FILL and GPT.FILLAS", () => {
  const ranks = [
    ["Ann", 1],
    ["Bo", 2],
  ];

  it("answer every row of a range", async () => {
    const { call } = start((prompt) => (prompt.includes("Cy") ? " three" : " four"));
    expect(await call("GPT.FILL", [["Ann", "one"]], ["Cy", "Di"])).toEqual([["three"], ["four"]]);
  });

  it("give numbers as numbers, and allow the model nothing else", async () => {
    const { call, completer } = start(() => " 3");
    expect(await call("GPT.FILLAS", ranks, ["Cy"], "integer")).toEqual([[3]]);
    expect(completer.requests[0]!.constraint!.allowed.kind).toBe("pattern");
  });

  it("allow the answers of a text or of a range", async () => {
    const { call, completer } = start(() => " high");
    const grades = [["Ann", "low"]];
    expect(await call("GPT.FILLAS", grades, ["Cy"], "one of: low, high")).toEqual([["high"]]);
    expect(await call("GPT.FILLAS", grades, ["Cy"], ["low", "high", ""])).toEqual([["high"]]);
    for (const { constraint } of completer.requests)
      expect(constraint!.allowed).toMatchObject({ kind: "texts", texts: ["low", "high"] });
  });

  it("refuse what is no type", async () => {
    const { call } = start(() => "");
    expect(await messageOf(call("GPT.FILLAS", ranks, ["Cy"], "colour"))).toMatch(
      /no type of answers "colour"/,
    );
    expect(await messageOf(call("GPT.FILLAS", ranks, ["Cy"], ""))).toMatch(/argument "type" is missing/);
  });
});

describe("GPT.CLASSIFY", () => {
  it("lets only the labels out, in the shape of the texts, and asks how likely each is after nothing", async () => {
    const { call, completer } = start((prompt) => (prompt.includes("late") ? " bad" : " good"));
    expect(
      await call(
        "GPT.CLASSIFY",
        [
          ["fine", ""],
          ["late", "nice"],
        ],
        "good, bad",
      ),
    ).toEqual([
      ["good", ""],
      ["bad", "good"],
    ]);
    expect(completer.prompts[0]).toBe("Text: fine\nLabel:");
    expect(completer.requests[0]!.constraint!.allowed).toMatchObject({ texts: ["good", "bad"] });
    expect(completer.scoreRequests.map(({ continuation }) => continuation)).toEqual(
      Array(3).fill([" good", " bad"]).flat(),
    );
  });

  it("gives a label of a range in the type that it has there", async () => {
    const { call } = start(() => " 2");
    expect(await call("GPT.CLASSIFY", "fine", [1, 2, 3])).toEqual([[2]]);
    const { call: judge } = start(() => " TRUE");
    expect(await judge("GPT.CLASSIFY", "fine", [true, false])).toEqual([[true]]);
  });

  it("shows the model the examples, spelled as the labels are", async () => {
    const { call, completer } = start(() => " Good");
    await call("GPT.CLASSIFY", "fine", "Good, Bad", [["nice", "good"]]);
    expect(completer.prompts[0]).toBe("Text: nice\nLabel: Good\n\nText: fine\nLabel:");
  });

  it.each([
    [["fine", ""], /argument "labels" is missing/],
    [["fine", "good"], /two labels or more/],
    [["", "good, bad"], /input is blank/],
    [["fine", "good, bad", [["nice", "so-so"]]], /"so-so" is not among the labels/],
    [["fine", "good, bad", ["nice"]], /only one column/],
  ] as [Given[], RegExp][])("says what is wrong with %j", async (args, message) => {
    const { call } = start(() => " good");
    expect(await messageOf(call("GPT.CLASSIFY", ...args))).toMatch(message);
  });
});

describe("GPT.EXTRACT", () => {
  it("finds several things in each text, each a stretch of it", async () => {
    const { call, completer } = start((prompt) => (prompt.endsWith("City:") ? " Rome" : " Ann"));
    expect(await call("GPT.EXTRACT", ["Ann left Rome", ""], "city, person")).toEqual([
      ["Rome", "Ann"],
      ["", ""],
    ]);
    expect(completer.requests[0]!.constraint!.allowed).toMatchObject({
      texts: ["Ann", "Ann left", "Ann left Rome", "left", "left Rome", "Rome"],
    });
  });

  it("takes a type, and answers that are no quotes where the examples have such", async () => {
    const { call, completer } = start(() => " 12");
    expect(await call("GPT.EXTRACT", "twelve for 12", "price", null, "type=number")).toEqual([[12]]);
    expect(
      await call(
        "GPT.EXTRACT",
        "x",
        "month",
        [
          ["3 May", "05"],
          ["4 June", "06"],
        ],
        "type=text",
      ),
    ).toEqual([["12"]]);
    expect(completer.requests[1]!.constraint).toBeUndefined();
  });

  it("says what is missing, and that several things need one column of texts", async () => {
    const { call } = start(() => "");
    expect(await messageOf(call("GPT.EXTRACT", "a text", ""))).toMatch(/argument "what" is missing/);
    expect(await messageOf(call("GPT.EXTRACT", [["a", "b"]], "city, person"))).toMatch(
      /texts have 2 columns/,
    );
  });
});

describe("GPT.TRANSLATE", () => {
  it("asks in the language's name, and makes room for long texts", async () => {
    const { call, completer } = start(echo);
    const long = "word ".repeat(15).trim();
    expect(await call("GPT.TRANSLATE", ["Hello", long], "french")).toEqual([["Hello"], [long]]);
    expect(completer.prompts[0]).toMatch(/English: Hello\nFrench:$/);
    expect(completer.requests[1]!.sampling.maxTokens).toBeGreaterThan(100);
  });

  it("shows the user's examples alone", async () => {
    const { call, completer } = start(echo);
    await call("GPT.TRANSLATE", "cat", "French", [["dog", "chien"]]);
    expect(completer.prompts[0]).toBe("English: dog\nFrench: chien\n\nEnglish: cat\nFrench:");
  });

  it("needs one language", async () => {
    const { call } = start(echo);
    expect(await messageOf(call("GPT.TRANSLATE", "cat", " "))).toMatch(/argument "language" is missing/);
    expect(await messageOf(call("GPT.TRANSLATE", "cat", ["French", "German"]))).toMatch(/one language/);
  });
});

describe("GPT.SUMMARIZE", () => {
  it("keeps to the words that are allowed", async () => {
    const { call } = start(() => " One. Two three four five.");
    expect(await call("GPT.SUMMARIZE", ["A long text."], 3)).toEqual([["One."]]);
  });

  it("refuses a number of words that is none", async () => {
    const { call } = start(() => "");
    expect(await messageOf(call("GPT.SUMMARIZE", "text", "few"))).toMatch(/max words/);
    expect(await messageOf(call("GPT.SUMMARIZE", "text", 0))).toMatch(/from 1 to 100/);
  });
});

describe("GPT.LIST", () => {
  it("spills its items downwards, numbers as numbers, each once", async () => {
    const { call } = start(() => " 10\n2. ten\n3. Ten");
    expect(await call("GPT.LIST", "tens")).toEqual([[10], ["ten"]]);
  });

  it("asks again where the model stops early, and ends at the count", async () => {
    const { call, completer } = start((prompt) => (prompt.endsWith("3.") ? " c\n4. d" : " a\n2. b"));
    expect(await call("GPT.LIST", "letters", 3)).toEqual([["a"], ["b"], ["c"]]);
    expect(completer.prompts[1]).toMatch(/1\. a\n2\. b\n3\.$/);
  });

  it("goes on after items that are given, and does not repeat them", async () => {
    const { call } = start(() => " Monday\n3. Tuesday");
    expect(await call("GPT.LIST", "days", 1, ["Monday"])).toEqual([["Tuesday"]]);
  });

  it("puts a row of items beside each text of a column", async () => {
    const { call } = start((prompt) => (/List: odd\n1\.$/.test(prompt) ? " 1\n2. 3" : " 2"));
    expect(await call("GPT.LIST", ["odd", "even"])).toEqual([
      [1, 3],
      [2, ""],
    ]);
  });

  it("says so where there is nothing to list", async () => {
    const { call } = start(() => "");
    expect(await messageOf(call("GPT.LIST"))).toMatch(/argument "what" is missing/);
    expect(await messageOf(call("GPT.LIST", "things", 99))).toMatch(/from 1 to 50/);
    expect(await messageOf(call("GPT.LIST", "things"))).toMatch(/empty answer/);
  });
});

describe("GPT.ASK", () => {
  it.each<[string, string, Given[][]]>([
    ["type=integer", " 366", [[366]]],
    ["one of: yes, no", " Yes", [["yes"]]],
    ["one of: 01067, 10115", " 01067", [["01067"]]],
    ["one of: +43, +49", " +49", [["+49"]]],
    ["one of: 1, 2, 3", " 2", [[2]]],
    ["one of: TRUE, FALSE", " FALSE", [[false]]],
    ["one of: 1, many", " 1", [["1"]]],
    ["type=boolean", " TRUE", [[true]]],
    ["type=date", " 1969-07-20", [[new CellDate(25404, "yyyy-mm-dd")]]],
    ["type=date", " 1865-04-15", [["1865-04-15"]]],
    ["type=integer; unknown=yes", " unknown", [["unknown"]]],
    ["type=list", " red, green", [["red", "green"]]],
    ["max characters=9", " a longer text", [["a longer"]]],
  ])("with the option %s answers so", async (options, written, answers) => {
    const { call, completer } = start(() => written);
    expect(await call("GPT.ASK", "Which?", options)).toEqual(answers);
    const isFree = /list|characters/.test(options);
    expect(completer.requests[0]!.constraint === undefined).toBe(isFree);
  });

  it("says so where the answer is of another type, and takes labels for none where nobody named them", async () => {
    const { call } = start(() => " many");
    expect(await call("GPT.ASK", ["How many?", ""], "type=number")).toEqual([
      [cellError("answerOfOtherType", { answer: "many", type: "number" })],
      [""],
    ]);
    expect(await call("GPT.ASK", "How many?", "type=label")).toEqual([["many"]]);
  });

  it("spills lists beside each question of a column", async () => {
    const { call } = start((prompt) => (prompt.includes("many?") ? " a; b" : " c"));
    expect(await call("GPT.ASK", ["many?", "one?"], "type=list")).toEqual([
      ["a", "b"],
      ["c", ""],
    ]);
  });
});

describe("GPT.COMPLETE", () => {
  it("goes on with any text, whatever type the workbook or the formula names, as long as is allowed", async () => {
    const { call, completer, product } = start(() => " a longer text");
    await product.changeSettings({ type: "integer", oneOf: ["a", "b"], unknown: true, maxCharacters: 9 });
    expect(await call("GPT.COMPLETE", "It is")).toEqual([["a longer"]]);
    await product.changeSettings({ type: "auto", oneOf: [], unknown: false, maxCharacters: 0 });
    const options = "type=integer; one of: a, b; unknown=yes; max characters=9";
    expect(await call("GPT.COMPLETE", "It was", options)).toEqual([["a longer"]]);
    expect(completer.requests.map(({ constraint }) => constraint)).toEqual([undefined, undefined]);
  });
});

it.each([
  ["GPT.TRANSLATE", "French"],
  ["GPT.SUMMARIZE", 20],
])("%s keeps to the characters that are allowed", async (name, second) => {
  const { call } = start(() => " a longer text");
  expect(await call(name, "some text", second, ...(second === 20 ? [] : [null]), "max characters=9")).toEqual(
    [["a longer"]],
  );
});

describe("functions of one text", () => {
  it.each([
    ["GPT.ASK", "question"],
    ["GPT.COMPLETE", "text"],
    ["GPT.SUMMARIZE", "text"],
  ])(
    "say what is missing where %s is given nothing, and of a blank that it is one",
    async (name, argument) => {
      const { call, callWith } = start(() => "");
      expect(await messageOf(call(name))).toContain(`The argument "${argument}" is missing`);
      // Of a cell, or calculated.
      for (const address of ["Sheet1!A1", null])
        expect(await messageOf(callWith(name, [{ values: [[""]], address }]))).toMatch(/input is blank/);
    },
  );
});

describe("GPT.TABLE", () => {
  const script: Script = (prompt) => {
    if (prompt.endsWith(".")) return " Peru\n2. Chad";
    if (prompt.endsWith("Capital:")) return prompt.includes("Country: Peru\nC") ? " Lima" : " N'Djamena";
    return " 7";
  };

  it("lists the rows, and asks for each cell by its row and header", async () => {
    const { call, completer } = start(script);
    expect(await call("GPT.TABLE", "countries", "Country, Capital, Rank", 2)).toEqual([
      ["Peru", "Lima", 7],
      ["Chad", "N'Djamena", 7],
    ]);
    expect(completer.prompts.at(-1)).toMatch(/Country: Chad\nRank:$/);
  });

  it("goes on after rows that are given, in the type of their columns", async () => {
    const { call, completer } = start(script);
    expect(await call("GPT.TABLE", "countries", "Country, Rank", 1, [["Cuba", 3]])).toEqual([["Peru", 7]]);
    expect(completer.prompts[0]).toMatch(/1\. Cuba\n2\.$/);
    expect(completer.prompts[1]).toBe("Country: Cuba\nRank: 3\n\nCountry: Peru\nRank:");
  });

  it("refuses rows that do not fit the headers, and a table of nothing", async () => {
    const { call } = start(script);
    const wide = call("GPT.TABLE", "countries", "Country, Capital", 2, [["Cuba", "Havana", 3]]);
    expect(await messageOf(wide)).toMatch(/2 header cells for 3 example columns/);
    expect(await messageOf(call("GPT.TABLE", "", "Country"))).toMatch(/argument "what" is missing/);
    expect(await messageOf(call("GPT.TABLE", "countries", ""))).toMatch(/argument "headers" is missing/);
  });
});

describe("functions with settings of their own", () => {
  it.each(["GPT.LIST", "GPT.SUMMARIZE", "GPT.CODE"])(
    "%s has no answers of other settings where nothing is changed, nor by what it decides itself",
    async (name) => {
      const { call, product } = start(() => " a box");
      await product.changeSettings({ confidence: 0.1 });
      await call(name, "a box", name === "GPT.CODE" ? [["x", "x"]] : null);
      const others = async () => {
        await product.changeSettings({ unsureBelow: 0.5 });
        return product.state.getState().kept.otherSettings;
      };
      expect(await others()).toBe(0);
      await product.changeSettings({ confidence: 0.2 });
      expect(await others()).toBe(0);
      await product.changeSettings({ temperature: 0.5 });
      expect(await others()).toBe(1);
    },
  );
});
