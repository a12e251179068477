import fc from "fast-check";
import type { PatternPiece } from "../../completer.ts";
import { CharacterAutomaton } from "./character-automaton.ts";

const piece = fc
  .record({
    oneOf: fc.uniqueArray(
      fc.string({ unit: fc.constantFrom("a", "b", "é", "😀"), minLength: 1, maxLength: 3 }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    min: fc.nat(2),
    more: fc.nat(2),
  })
  .map(({ oneOf, min, more }): PatternPiece => ({ oneOf, min, max: min + more }));
const alternatives = fc.array(fc.array(piece, { maxLength: 3 }), { minLength: 1, maxLength: 3 });

const accepts = (automaton: CharacterAutomaton, text: string) =>
  automaton.accepts(automaton.after(automaton.start, text));

describe("a character automaton", () => {
  it("accepts exactly what the same pattern as a regular expression does", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "é", "😀"), maxLength: 8 });
    fc.assert(
      fc.property(alternatives, text, (pattern, candidate) => {
        const source = pattern
          .map((pieces) =>
            pieces.map(({ oneOf, min, max }) => `(?:${oneOf.join("|")}){${min},${max}}`).join(""),
          )
          .join("|");
        const expression = new RegExp(`^(?:${source})$`, "u");
        expect(accepts(new CharacterAutomaton(pattern), candidate)).toBe(expression.test(candidate));
      }),
      { numRuns: 500 },
    );
  });

  it("reaches the same states whether a text comes at once or in parts", () => {
    const automaton = new CharacterAutomaton([[{ oneOf: ["ab", "a", "b"], min: 0, max: 4 }]]);
    const { start } = automaton;
    expect(automaton.after(automaton.after(start, "ab"), "a")).toEqual(automaton.after(start, "aba"));
    expect(automaton.after(start, "abc")).toEqual([]);
  });
});
