import { isPlainCall, isWholeCall } from "./whole-call.ts";

const NAMES = ["GPT", "GPT.ASK"];

describe("a formula that is one call", () => {
  it.each([
    "=GPT(A7)",
    '= gpt.ask( "say :) or (" ) ',
    "=GPT($A$2:$B$6, LOWER(A7))",
    "=GPT('a) b'!A1:B2, A7)",
  ])("is told from others: %s", (formula) => expect(isWholeCall(formula, NAMES)).toBe(true));

  it.each(["=UPPER(GPT(A7))", "=GPT(A7)&GPT(A8)", "=GPT(A7)+1", "=SUM(A1:A2)", "GPT(A7)", "=GPT(A7", "=GPT"])(
    "is not %s",
    (formula) => expect(isWholeCall(formula, NAMES)).toBe(false),
  );
});

describe("a call whose arguments are plain", () => {
  it.each(["=GPT(A7)", '=GPT($A$2:$B$6, A7,, "max tokens=2; (x)")', "=GPT('a + b'!A1:B2, Other!A7, 3)"])(
    "is told from others: %s",
    (formula) => expect(isPlainCall(formula, NAMES)).toBe(true),
  );

  it.each(['=GPT(A7&"x")', "=GPT(A2:B6, LOWER(A7))", "=GPT(-A7)", "=GPT({1,2})", "=GPT(A7#)", "=SUM(A1)"])(
    "is not %s",
    (formula) => expect(isPlainCall(formula, NAMES)).toBe(false),
  );
});
