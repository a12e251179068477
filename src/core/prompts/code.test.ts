import type { ExampleSet } from "../examples/example-set.ts";
import { answerText } from "./answer.ts";
import { code } from "./code.ts";

const set: ExampleSet = {
  headers: null,
  answerType: "text",
  examples: [
    { inputs: ["a blue box"], output: "<i>\n</i>" },
    { inputs: ["a counter"], output: "<b/>" },
  ],
};

describe("the prompt of code", () => {
  it("has a line of dashes after each example, and the same beginning for all descriptions", () => {
    const examples =
      "Description: a blue box\nCode:\n<i>\n</i>\n---\nDescription: a counter\nCode:\n<b/>\n---\n";
    expect(code.render(set, ["a counter of clicks"])).toEqual({
      prefix: `${examples}Description:`,
      suffix: " a counter of clicks\nCode:",
    });
    expect(code.render(set, ["a red box"])).toEqual({
      prefix: `${examples}Description:`,
      suffix: " a blue box\nCode:\n<i>\n</i>\n---\nDescription: a red box\nCode:",
    });
  });

  it.each([
    "\n<u>\n  x\n</u>\n---\nDescription: more",
    "\n<u>\n  x\n</u>\nDescription: more",
    "\n<u>\n  x\n</u>\n",
  ])("ends the answer before what would come next: %j", (written) =>
    expect(answerText(written, code)).toBe("<u>\n  x\n</u>"),
  );
});
