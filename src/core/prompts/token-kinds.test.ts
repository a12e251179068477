import fc from "fast-check";
import { promptTokenKinds } from "./token-kinds.ts";

const pieces = (...texts: string[]) => texts.map((text, id) => ({ id, text }));

describe("tokens of a prompt", () => {
  it("are told apart by what they belong to", () => {
    const prompt = "In: a\nOut: b\n\nIn: c\nOut:";
    const tokens = pieces(
      "<bos>",
      "In",
      ":",
      " a",
      "\n",
      "Out",
      ":",
      " b",
      "\n\n",
      "In",
      ":",
      " c",
      "\n",
      "Out",
      ":",
    );
    expect(promptTokenKinds(tokens, prompt, "In: a\nOut: b\n\nIn:".length)).toEqual([
      "start",
      ...Array<string>(10).fill("example"),
      ...Array<string>(4).fill("input"),
    ]);
  });

  it("are all input where there are no examples", () => {
    expect(promptTokenKinds(pieces("Who", "?"), "Who?", 0)).toEqual(["input", "input"]);
  });

  it("are examples first and input after, however the text is cut", () => {
    const parts = fc.array(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(parts, fc.nat(80), (texts, length) => {
        const kinds = promptTokenKinds(pieces(...texts), texts.join(""), length);
        const firstInput = kinds.indexOf("input");
        if (firstInput >= 0) expect(kinds.slice(firstInput).every((kind) => kind === "input")).toBe(true);
        expect(kinds).toHaveLength(texts.length);
      }),
    );
  });
});
