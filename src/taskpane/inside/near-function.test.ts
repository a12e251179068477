import { CELL_FUNCTIONS } from "../../functions/function-table.ts";
import { FUNCTION_NAMES, nearFunction } from "./near-function.ts";

describe("the function that a formula likely means", () => {
  it("is one of all that there are", () => {
    expect(FUNCTION_NAMES).toEqual(CELL_FUNCTIONS.map(({ name }) => name));
  });

  it.each([
    ["=GTP(A1)", "GTP", "GPT"],
    ["=gpt.clasify(A1, B1:B3)", "gpt.clasify", "GPT.CLASSIFY"],
    ['=IF(A1="", "", GTP.ASK(A1))', "GTP.ASK", "GPT.ASK"],
    ["=GPT.SUMMARISE(A1)", "GPT.SUMMARISE", "GPT.SUMMARIZE"],
    ['=GPT.TRANSLATION(A1, "French")', "GPT.TRANSLATION", "GPT.TRANSLATE"],
    ["=GPTEXTRACT(A1)", "GPTEXTRACT", "GPT.EXTRACT"],
  ])("of %s is found", (formula, written, meant) => {
    expect(nearFunction(formula)).toEqual({ written, meant });
  });

  it.each([
    "=GPT(A1)",
    "=_xldudf_GPT(A1)",
    "=_xldudf_GPT_CLASSIFY(A1, B1:B3)",
    "=SUM(A1:A3)",
    "=T.TEST(A1:A3, B1:B3, 1, 2)",
    "=STDEV.S(A1:A3)",
    "=LET(x, 1, x)",
    "=REPT(A1, 2)",
    "=GCD(4, 6)",
    "=INT(A1)",
    "=CODE(A1)",
    "=MATCH(A1, B1:B3)",
    '=TEXT(A1, "GTP(0)")',
    "=1+1",
  ])("of %s is none", (formula) => {
    expect(nearFunction(formula)).toBeNull();
  });
});
