import { tokenTexts } from "./token-strings.ts";

describe("names of tokens as texts", () => {
  it("have spaces in place of SentencePiece's sign, and keep its bytes named", () => {
    expect(tokenTexts(["Peru", "▁Lima", "▁", "<0xF0>", "<0x9D>"], "Peru Lima 𝔘")).toEqual([
      "Peru",
      " Lima",
      " ",
      "<0xF0>",
      "<0x9D>",
    ]);
  });

  it("are read as bytes where they are those of byte-level BPE", () => {
    expect(tokenTexts(["Zo", "Ã«", "ĠLima", "Ċ", "ðŁ", "¦ľ"], "Zoë Lima\n🦜")).toEqual([
      "Zo",
      "ë",
      " Lima",
      "\n",
      "<0xF0><0x9F>",
      "<0xA6><0x9C>",
    ]);
  });

  it("stay as they are where the text has the same letters", () => {
    expect(tokenTexts(["Ġ", "Ã«"], "ĠÃ«")).toEqual(["Ġ", "Ã«"]);
  });
});
