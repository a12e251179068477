import fc from "fast-check";
import { likestLast } from "./likest-last.ts";

const examples = (inputs: readonly string[]) => inputs.map((input) => ({ inputs: [input], output: input }));
const order = (inputs: readonly string[], asked: string) =>
  likestLast(examples(inputs), [asked]).map(({ output }) => output);

describe("examples by likeness", () => {
  it("have the one with the most telling words last", () => {
    const given = ["a blue box", "a counter with a button", "a list of fruits"];
    expect(order(given, "a red box").at(-1)).toBe("a blue box");
    expect(order(given, "A COUNTER of clicks").at(-1)).toBe("a counter with a button");
  });

  it("stay in the sheet's order where nothing tells them apart", () => {
    expect(order(["a one", "a two", "a three"], "a four")).toEqual(["a one", "a two", "a three"]);
  });

  it("are all there, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (given, asked) => {
        expect(order(given, asked).toSorted()).toEqual(given.toSorted());
      }),
    );
  });
});
