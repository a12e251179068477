import type { Completion, FinishReason } from "../../engine/completer.ts";
import { answerProbability, answerText } from "./answer.ts";
import { complete } from "./complete.ts";
import { fields } from "./formats/fields.ts";
import { sentence } from "./formats/sentence.ts";
import { table } from "./formats/table.ts";

describe("an answer", () => {
  it.each([
    [" Lima", fields, "Lima"],
    [" Lima\n\nCountry: Chile", fields, "Lima"],
    [" São Tomé  ", fields, "São Tomé"],
    [" Lima |\n", table, "Lima"],
    [" a|b |", table, "a|b"],
    [" Lima.", sentence, "Lima"],
    [" Lima", sentence, "Lima"],
    [" one\ntwo ", complete, "one\ntwo"],
  ])("%j in its format is %j", (written, format, value) => {
    expect(answerText(written, format)).toBe(value);
  });

  it.each(["", " ", "\n", " \nCountry: x"])("%j is none", (written) => {
    expect(answerText(written, fields)).toBe("");
  });
});

describe("the confidence of an answer", () => {
  const completion = (finish: FinishReason, ...tokens: [string, number][]): Completion => ({
    text: "",
    tokens: tokens.map(([text, probability], id) => ({
      id,
      text,
      logProbability: Math.log(probability),
      candidates: [],
    })),
    finish,
    promptTokens: 1,
    milliseconds: 1,
  });
  const confidence = (...args: Parameters<typeof completion>) =>
    Number(answerProbability(completion(...args), ["\n", " |"]).toFixed(6));

  it("is the product over its tokens, without the one that stopped it", () => {
    expect(confidence("stop", [" Li", 0.5], ["ma", 0.8], ["\n\n", 0.1])).toBe(0.4);
    expect(confidence("end-of-text", [" Lima", 0.5], ["<eos>", 0.1])).toBe(0.5);
    expect(confidence("length", [" Li", 0.5], ["ma", 0.8])).toBe(0.4);
  });

  it("leaves out every token of a stop of several", () => {
    expect(confidence("stop", [" Lima", 0.5], [" ", 0.1], ["|", 0.1])).toBe(0.5);
    expect(confidence("stop", [" Lima", 0.5], ["<0x0A>", 0.1])).toBe(0.5);
  });

  it("counts a token that holds both the answer's end and the stop", () => {
    expect(confidence("stop", [" Li", 0.5], ["ma\n", 0.8])).toBe(0.4);
  });

  it("is 0 without tokens", () => {
    expect(confidence("stop", ["\n", 0.9])).toBe(0);
    expect(confidence("end-of-text", ["<eos>", 0.9])).toBe(0);
  });
});
