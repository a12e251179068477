import fc from "fast-check";
import { likestExample, likestExamples } from "./likest-example.ts";

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

describe("the likest examples", () => {
  const given = ["Windows 95", "Lancia Thema", "Windows 2.0", "Xbox 360", "Lancia Delta"];
  const asked = (input: string, most: number) =>
    likestExamples(examples(given), [input], most).map(({ output }) => output);

  it("come with the likest last, and of equal ones the later last", () => {
    expect(asked("windows 95 on a Lancia", 3)).toEqual(["Windows 2.0", "Lancia Delta", "Windows 95"]);
    expect(asked("Windows Vista", 1)).toEqual(["Windows 2.0"]);
  });

  it("are none where nothing is shared", () => {
    expect(asked("Macintosh", 4)).toEqual([]);
    expect(likestExamples([], ["Macintosh"], 4)).toEqual([]);
  });
});
