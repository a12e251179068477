import fc from "fast-check";
import { cellText, FUZZ, HOSTILE_TEXTS } from "../../../core/testing/hostile-texts.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { openGguf } from "../gguf/gguf-file.ts";
import { modelPath } from "../testing/model-path.ts";
import { createTokenizer } from "./create-tokenizer.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** Lone halves of surrogate pairs are no text. */
const wellFormed = (text: string) =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));

/** What stands in the place of a text after it went through the tokenizer; null where the vocabulary lacks bytes. */
const TOKENIZERS = [
  // Its vocabulary writes a space as U+2581, so that sign itself comes back as a space.
  { id: "gemma-3-270m", givenBack: (text: string) => wellFormed(text).replaceAll("▁", " ") },
  { id: "smollm2-135m", givenBack: () => null },
] as const;

describe.each(TOKENIZERS)("the tokenizer of $id", ({ id, givenBack }) => {
  let tokenizer: Tokenizer;
  beforeAll(async () => {
    const source = await NodeFileSource.open(modelPath(id));
    tokenizer = createTokenizer((await openGguf(source)).metadata);
    await source.close();
  });

  function expectSound(text: string): void {
    const ids = tokenizer.encode(text);
    expect(
      ids.every((token) => Number.isInteger(token) && token >= 0 && token < tokenizer.vocabularySize),
    ).toBe(true);
    const back = tokenizer.decode(ids);
    const expected = givenBack(text);
    if (expected !== null) expect(back).toBe(expected);
  }

  it("takes any text, and gives it back where its vocabulary has every byte", () => {
    fc.assert(fc.property(cellText, expectSound), FUZZ);
  });

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text] as const))(
    "is quick with %j",
    (_name, text) => {
      const startMs = performance.now();
      expectSound(text);
      expect(performance.now() - startMs).toBeLessThan(2000);
    },
  );
});
