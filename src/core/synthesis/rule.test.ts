import fc from "fast-check";
import type { Example } from "../examples/example-set.ts";
import { speak } from "../language/language.ts";
import type { RuleAnswer } from "./rule.ts";
import { findRule } from "./rule.ts";

type Pair = readonly [...inputs: string[], output: string];

function examplesOf(pairs: readonly Pair[]): readonly Example[] {
  return pairs.map((pair) => ({ inputs: pair.slice(0, -1), output: pair.at(-1)! }));
}

/** What the rule of these pairs makes of a row; null where it does not answer. */
function answer(pairs: readonly Pair[], ...inputs: string[]): RuleAnswer | null {
  return findRule(examplesOf(pairs))?.answer(inputs) ?? null;
}

const word = fc
  .array(fc.constantFrom(..."abcdefghijklmnop"), { minLength: 2, maxLength: 8 })
  .map((letters) => letters.join("").replace(/^./, (first) => first.toUpperCase()));

describe("a rule from examples", () => {
  afterEach(() => speak("en"));

  it.each<[string, Pair[], string[], string]>([
    [
      "takes a part between marks",
      [
        ["a.b@x.org", "x"],
        ["c@why.net", "why"],
      ],
      ["me@zed.com"],
      "zed",
    ],
    [
      "turns names round",
      [
        ["Ann Lee", "Lee, Ann"],
        ["Bo Marsh", "Marsh, Bo"],
      ],
      ["Cy Dunn"],
      "Dunn, Cy",
    ],
    [
      "changes case",
      [
        ["ANN LEE", "Ann Lee"],
        ["bo marsh", "Bo Marsh"],
      ],
      ["cY dUNN"],
      "Cy Dunn",
    ],
    [
      "takes initials",
      [
        ["Ann Lee", "A.L."],
        ["Bo Marsh", "B.M."],
      ],
      ["Cy Dunn"],
      "C.D.",
    ],
    [
      "joins columns",
      [
        ["x", "1", "x-1"],
        ["y", "2", "y-2"],
      ],
      ["zed", "30"],
      "zed-30",
    ],
    [
      "keeps digits",
      [
        ["(02) 12-3", "02123"],
        ["1.55/8", "1558"],
      ],
      ["9 (9) 7"],
      "997",
    ],
    [
      "writes numbers anew",
      [
        ["1234.5", "1,234.50"],
        ["7", "7.00"],
      ],
      ["1000000.25"],
      "1,000,000.25",
    ],
    [
      "rounds",
      [
        ["17.26", "17.3"],
        ["3.04", "3.0"],
      ],
      ["99.95"],
      "100.0",
    ],
    [
      "finds ranges",
      [
        ["17", "10-19"],
        ["43", "40-49"],
        ["8", "0-9"],
      ],
      ["99"],
      "90-99",
    ],
    [
      "reads dates",
      [
        ["3 Feb 2021", "2021-02-03"],
        ["11 October 1999", "1999-10-11"],
      ],
      ["Dec 31, 2000"],
      "2000-12-31",
    ],
    [
      "knows weekdays",
      [
        ["2024-02-29", "Thu"],
        ["2023-12-25", "Mon"],
      ],
      ["2026-11-25"],
      "Wed",
    ],
    [
      "rounds times",
      [
        ["18:25", "6:00 PM"],
        ["09:44", "9:30 AM"],
        ["07:05", "7:00 AM"],
      ],
      ["00:59"],
      "12:30 AM",
    ],
  ])("%s", (_, pairs, inputs, expected) => {
    expect(answer(pairs, ...inputs)).toMatchObject({ value: expected });
  });

  it("says the rule in words", () => {
    const pairs: Pair[] = [
      ["Ann Lee", "LEE"],
      ["Bo van Marsh", "MARSH"],
    ];
    expect(answer(pairs, "Cy Dunn")).toEqual({
      value: "DUNN",
      certainty: "exact",
      words: "the last word in capitals",
    });
  });

  it("says the rule in the page's language", () => {
    const told = (pairs: Pair[], ...inputs: string[]) => answer(pairs, ...inputs)?.words;
    speak("de");
    const names: Pair[] = [
      ["Ann Lee", "LEE"],
      ["Bo van Marsh", "MARSH"],
    ];
    expect(told(names, "Cy Dunn")).toBe("Wort Nr. 1 von hinten in Großbuchstaben");
    expect(told(names, "Ann Lee")).toBe("wie im Beispiel mit derselben Eingabe");
    const dates: Pair[] = [
      ["3 Feb 2021", "Q1/21"],
      ["11 October 1999", "Q4/99"],
    ];
    expect(told(dates, "Dec 31, 2000")).toBe(
      "„Q“ + Quartal vom Datum + „/“ + Jahr mit zwei Ziffern vom Datum",
    );
    const ratings: Pair[] = [
      ["(6)", "6"],
      ["(10)", "10"],
      ["(No rating)", "none"],
    ];
    expect(told(ratings, "(8)")).toBe(
      "wenn der Text mindestens 1 × Zifferngruppe enthält: Zifferngruppe Nr. 1; sonst: „none“",
    );
    speak("en");
    expect(told(names, "Cy Dunn")).toBe("the last word in capitals");
  });

  it("is only likely where another rule that explains the examples gives something else", () => {
    const pairs: Pair[] = [
      ["Ann Lee", "Lee"],
      ["Bo Marsh", "Marsh"],
    ];
    expect(answer(pairs, "Cy Dunn")).toMatchObject({ value: "Dunn", certainty: "exact" });
    expect(answer(pairs, "Cy de la Dunn")).toMatchObject({ certainty: "likely" });
    expect(answer([["7/8/2020", "July"]], "3/4/2020")).toMatchObject({ certainty: "likely" });
  });

  it("is only likely after one example, and after examples that change nothing", () => {
    expect(answer([["Ann Lee", "Lee"]], "Cy Dunn")).toMatchObject({ value: "Dunn", certainty: "likely" });
    const same: Pair[] = [
      ["1040", "1040"],
      ["970", "970"],
    ];
    expect(answer(same, "88")).toMatchObject({ certainty: "likely" });
  });

  it("tells two kinds of rows apart", () => {
    const pairs: Pair[] = [
      ["(6)", "6"],
      ["(10)", "10"],
      ["(No rating)", "none"],
    ];
    expect(answer(pairs, "(8)")).toMatchObject({ value: "8", certainty: "likely" });
    expect(answer(pairs, "(no rating yet)")).toMatchObject({ value: "none", certainty: "likely" });
  });

  it("gives an example's own answer for its own input", () => {
    const pairs: Pair[] = [
      ["M", "0"],
      ["F", "1"],
      ["", "?"],
    ];
    expect(answer(pairs, "F")).toMatchObject({ value: "1", certainty: "exact" });
    expect(answer(pairs, "")).toMatchObject({ value: "?", certainty: "exact" });
  });

  it("answers nothing where the examples are no transformation, contradict each other, or the row is blank", () => {
    const capitals: Pair[] = [
      ["Peru", "Lima"],
      ["Japan", "Tokyo"],
      ["Kenya", "Nairobi"],
    ];
    expect(answer(capitals, "Norway")).toBeNull();
    expect(
      findRule(
        examplesOf([
          ["a", "b"],
          ["a", "c"],
        ]),
      ),
    ).toBeNull();
    expect(answer([["Ann Lee", "Lee"]], " ")).toBeNull();
  });

  it("reproduces its examples, whatever they are", () => {
    const pair = fc.tuple(fc.string({ unit: "grapheme", maxLength: 12 }), fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(pair, { selector: ([input]) => input, minLength: 1, maxLength: 3 }),
        (pairs) => {
          const rule = findRule(examplesOf(pairs))!;
          for (const [input, output] of pairs) expect(rule.answer([input])?.value).toBe(output);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("finds a known program of words, marks and case again, and applies it to unseen rows", () => {
    const programs = [
      (first: string, last: string) => `${last}, ${first}`,
      (first: string, last: string) => `${first.slice(0, 1)}. ${last}`,
      (first: string, last: string) => `${first.toLowerCase()}.${last.toLowerCase()}@sol.example`,
      (first: string, last: string) => `<${last.toUpperCase()}>`,
    ];
    const names = fc.uniqueArray(fc.tuple(word, word), {
      selector: ([first]) => first,
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.constantFrom(...programs), names, (program, people) => {
        const pairs = people.map(([first, last]): Pair => [`${first} ${last}`, program(first, last)]);
        const rule = findRule(examplesOf(pairs.slice(0, 4)));
        for (const [input, output] of pairs.slice(4)) {
          const found = rule?.answer([input]);
          if (found?.certainty === "exact") expect(found.value).toBe(output);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("falls back at once for cells as long as a sheet allows", () => {
    const long = "word, ".repeat(5_000).padEnd(32_767, "x");
    const pairs: Pair[] = [
      ["Ann Lee", "Lee"],
      ["Bo Marsh", "Marsh"],
    ];
    expect(answer(pairs, long)).toBeNull();
    expect(answer([[long, "word"], ...pairs], "Cy Dunn")).toBeNull();
    expect(answer([["a", long], ...pairs], "Cy Dunn")).toBeNull();
  });
});
