import fc from "fast-check";
import { AnswerTally } from "./answer-tally.ts";

const tallyOf = (answers: readonly string[], ...outputs: readonly string[]): AnswerTally => {
  const tally = new AnswerTally({ examples: outputs.map((output) => ({ inputs: [output], output })) });
  for (const [row, answer] of answers.entries()) tally.add([`row ${row}`], answer);
  return tally;
};

describe("how seldom a column has an answer", () => {
  it("is not known of the first row, which counts as rare", () => {
    expect(tallyOf([]).rarity(["x"], "Lima")).toBeCloseTo(1);
  });

  it("is the logarithm of the share of the other rows, case and space aside", () => {
    const tally = tallyOf(["Paris", "Paris", "paris ", "Bern"], "Lima", "Rome");
    expect(tally.rarity(["x"], "Paris")).toBeCloseTo(-Math.log((3 + 3 * Math.exp(-1)) / 7));
    expect(tally.rarity(["x"], "Bern")).toBe(1);
    expect(tally.rarity(["x"], "Cairo")).toBe(1);
  });

  it("is as the examples let expect where they have the answer often", () => {
    const answers = ["no", "no", "no", "no", "no", "yes"];
    const [expected, unexpected] = [
      tallyOf(answers, ...Array.from({ length: 20 }, () => "no")),
      tallyOf(answers, "yes", "yes"),
    ];
    expect(expected.rarity(["x"], "no")).toBe(1);
    expect(unexpected.rarity(["x"], "no")).toBeLessThan(0.5);
  });

  it("leaves the row itself out, and counts a row that is asked again once", () => {
    const tally = tallyOf(["Paris", "Bern"]);
    const before = tally.rarity(["row 0"], "Bern");
    tally.add(["row 0"], "Paris");
    expect(tally.rarity(["row 0"], "Bern")).toBe(before);
    tally.add(["row 0"], "Bern");
    expect(tally.rarity(["row 0"], "Bern")).toBe(before);
    expect(tally.rarity(["x"], "Paris")).toBe(1);
  });

  it("lies between 0 and 1, and never rises while the same answer is given", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "c")), (answers) => {
        const tally = tallyOf(answers, "a");
        let last = 1;
        for (let row = 0; row < 5; row++) {
          const rarity = tally.rarity(["x"], "a");
          expect(rarity).toBeLessThanOrEqual(last);
          expect(rarity).toBeGreaterThanOrEqual(0);
          last = rarity;
          tally.add([`more ${row}`], "a");
        }
      }),
    );
  });
});
