import { fromFileFormula, toFileFormula } from "./formula-names.ts";

const NAMES = ["GPT", "GPT.ASK", "GPT.COMPLETE"];

describe("function names in files", () => {
  it.each([
    ["=GPT($A$2:$B$6, A7)", "=_xldudf_GPT($A$2:$B$6, A7)"],
    ['=GPT.ASK("Who?")&GPT(A1)', '=_xldudf_GPT_ASK("Who?")&_xldudf_GPT(A1)'],
    [
      '=IF(A1="GPT(",GPT.COMPLETE(B1),"say ""GPT(1)""")',
      '=IF(A1="GPT(",_xldudf_GPT_COMPLETE(B1),"say ""GPT(1)""")',
    ],
    ["=MYGPT(A1)+GPT+SUM(B1:B2)", "=MYGPT(A1)+GPT+SUM(B1:B2)"],
  ])("%s is written as Excel does and read back", (typed, inFile) => {
    expect(toFileFormula(typed, NAMES)).toBe(inFile);
    expect(fromFileFormula(inFile, NAMES)).toBe(typed);
  });

  it("are read in any case, with a link before them, and only ours", () => {
    expect(fromFileFormula("=[2]!_xldudf_GPT_ASK(A1)", NAMES)).toBe("=GPT.ASK(A1)");
    expect(fromFileFormula("=_xldudf_gpt(A1)", NAMES)).toBe("=GPT(A1)");
    expect(fromFileFormula("=_xldudf_ACME_PRICE(A1)", NAMES)).toBe("=_xldudf_ACME_PRICE(A1)");
  });
});
