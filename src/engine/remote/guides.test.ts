import fc from "fast-check";
import type { Constraint } from "../completer.ts";
import { grammarOf, guidedFields, tokenGrammar } from "./guides.ts";

const texts = (...labels: string[]): Constraint => ({
  allowed: { kind: "texts", texts: labels },
  before: " ",
  after: "",
});
const DATE: Constraint = {
  allowed: {
    kind: "pattern",
    alternatives: [
      [
        { oneOf: ["1", "2"], min: 1, max: 2 },
        { oneOf: ["."], min: 1, max: 1 },
      ],
      [{ oneOf: ["unknown"], min: 1, max: 1 }],
    ],
  },
  before: " ",
  after: "|",
};

describe("guidance of a server", () => {
  it("is a grammar for llama-server, in which the answer may be followed by a stop", () => {
    expect(grammarOf(texts("low", "high"), ["\n"])).toBe('root ::= " " ("low" | "high") "" (("\\x0a") .*)?');
    expect(grammarOf(DATE, [])).toBe('root ::= " " (("1" | "2"){1,2} ("."){1,1} | ("unknown"){1,1}) "|"');
  });

  it("keeps what labels hold from being read as grammar", () => {
    expect(grammarOf(texts('a" | "b', "c\\"), [])).toBe('root ::= " " ("a\\" | \\"b" | "c\\\\") ""');
  });

  it("names tokens by their numbers", () => {
    expect(tokenGrammar([12, 7])).toBe("root ::= <[12]> <[7]>");
  });

  it("is a choice or a regular expression for vLLM, under its old name and its new one", () => {
    expect(guidedFields(texts("low", "high"), ["\n"])).toEqual({
      guided_choice: [" low", " high"],
      structured_outputs: { choice: [" low", " high"] },
    });
    const { guided_regex: regex } = guidedFields(DATE, []) as { guided_regex: string };
    expect(new RegExp(`^${regex}$`).test(" 12.|")).toBe(true);
    expect(new RegExp(`^${regex}$`).test(" 12|")).toBe(false);
  });

  it("as a regular expression takes any piece for itself alone", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (piece, other) => {
        const allowed = { kind: "pattern", alternatives: [[{ oneOf: [piece], min: 1, max: 1 }]] } as const;
        const { guided_regex: regex } = guidedFields({ allowed, before: "", after: "" }, []) as {
          guided_regex: string;
        };
        expect(new RegExp(`^(${regex})$`).test(piece)).toBe(true);
        expect(new RegExp(`^(${regex})$`).test(other)).toBe(piece === other);
      }),
    );
  });
});
