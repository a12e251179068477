import { defaultHeaders, headersFromTexts } from "./headers.ts";

describe("headers", () => {
  it("are Input and Output where the sheet gives none, numbered where there are several inputs", () => {
    expect(defaultHeaders(1)).toEqual({ inputs: ["Input"], output: "Output" });
    expect(defaultHeaders(2)).toEqual({ inputs: ["Input 1", "Input 2"], output: "Output" });
  });

  it("come from a header row, the answer's last", () => {
    expect(headersFromTexts(["Country", "Capital"])).toEqual({ inputs: ["Country"], output: "Capital" });
  });

  it("fill a blank with its default and are null when all are blank", () => {
    expect(headersFromTexts(["First", "", ""])).toEqual({ inputs: ["First", "Input 2"], output: "Output" });
    expect(headersFromTexts(["", ""])).toBeNull();
  });
});
