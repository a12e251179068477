import fc from "fast-check";
import { likestExample } from "./likest-example.ts";

const examples = (inputs: readonly string[]) => inputs.map((input) => ({ inputs: [input], output: input }));
const likest = (inputs: readonly string[], asked: string) => likestExample(examples(inputs), [asked]).output;

describe("the likest example", () => {
  it("shares the most telling words, whatever their case", () => {
    const given = ["a blue box", "a counter with a button", "a list of fruits"];
    expect(likest(given, "a red box")).toBe("a blue box");
    expect(likest(given, "A COUNTER again")).toBe("a counter with a button");
  });

  it("is the last one where nothing tells them apart", () => {
    expect(likest(["a one", "a two", "a three"], "a four")).toBe("a three");
  });

  it("is the same one, if it is there", () => {
    const telling = fc.stringMatching(/^[a-z]{3,8}$/);
    fc.assert(
      fc.property(fc.uniqueArray(telling, { minLength: 1 }), fc.nat(), (given, pick) => {
        const asked = given[pick % given.length]!;
        expect(likest(given, asked)).toBe(asked);
      }),
    );
  });
});
