import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { readStrings } from "../gguf/metadata.ts";
import { readModelMetadata } from "../testing/model-metadata.ts";
import { modelPath } from "../testing/model-path.ts";
import { BYTE_CHARACTERS } from "./byte-characters.ts";
import { createTokenizer } from "./create-tokenizer.ts";
import type { Tokenizer } from "./tokenizer.ts";

function fixture(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gunzipSync(readFileSync(new URL(`fixtures/${name}`, import.meta.url))));
}

const strings = JSON.parse(new TextDecoder().decode(fixture("strings.json.gz"))) as string[];

function referenceIds(model: string): number[][] {
  const numbers = new Int32Array(fixture(`${model}.ids.gz`).buffer);
  const lists: number[][] = [];
  for (let at = 0; at < numbers.length;) {
    const count = numbers[at]!;
    lists.push([...numbers.subarray(at + 1, at + 1 + count)]);
    at += 1 + count;
  }
  return lists;
}

describe.each([
  {
    model: "gemma-3-270m",
    begin: 2,
    ends: [1, 106],
    images: [255999, 256000],
    spelledControl: "<eos> <bos><end_of_turn>",
  },
  {
    model: "smollm2-135m",
    begin: null,
    ends: [0, 2],
    images: [],
    spelledControl: "<|im_end|> <|endoftext|>",
  },
] as const)("tokenizer of $model", ({ model, begin, ends, images, spelledControl }) => {
  let tokenizer: Tokenizer;
  let missing: ReadonlySet<number>;
  beforeAll(async () => {
    const metadata = await readModelMetadata(modelPath(model));
    tokenizer = createTokenizer(metadata);
    const tokens = new Set(readStrings(metadata, "tokenizer.ggml.tokens"));
    const bytes = BYTE_CHARACTERS.flatMap((character, byte) => (tokens.has(character) ? [] : [byte]));
    missing = new Set(model === "smollm2-135m" ? bytes : []);
  });

  /** SmolLM2's vocabulary lacks some bytes; Gemma's has one sign for a space and for U+2581. */
  const isSpellable = (text: string) =>
    !new TextEncoder().encode(text).some((byte) => missing.has(byte)) &&
    !(model === "gemma-3-270m" && text.includes("\u2581"));

  it("gives the reference's ids for 10,000 strings", () => {
    const expected = referenceIds(model);
    expect(strings.length).toBe(10_000);
    expect(expected.length).toBe(strings.length);
    const different = strings.flatMap((text, index) => {
      const ids = tokenizer.encode(text);
      const same = ids.length === expected[index]!.length && ids.every((id, i) => id === expected[index]![i]);
      return same ? [] : [{ text, ids, expected: expected[index] }];
    });
    expect(different).toEqual([]);
  });

  it("decodes what it encoded, whatever the text", () => {
    const spellable = strings.filter(isSpellable);
    expect(spellable.length).toBeGreaterThan(7000);
    for (const text of spellable) expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
    const anyText = fc.string({ unit: "binary", maxLength: 200 }).filter(isSpellable);
    fc.assert(fc.property(anyText, (text) => tokenizer.decode(tokenizer.encode(text)) === text));
  });

  it("reads control tokens spelled out in the text as text", () => {
    const ids = tokenizer.encode(spelledControl);
    expect(ids.filter((id) => tokenizer.endTokens.has(id) || id === tokenizer.beginToken)).toEqual([]);
    expect(tokenizer.decode(ids)).toBe(spelledControl);
  });

  it("knows the begin and end tokens, which stand for no text, and those where a picture would follow", () => {
    expect(tokenizer.beginToken).toBe(begin);
    expect([...tokenizer.endTokens].sort((a, b) => a - b)).toEqual([...ends, ...images]);
    expect(tokenizer.decode([...ends, ...tokenizer.encode("x"), ...ends])).toBe("x");
    expect(tokenizer.piece(ends[0])).toMatch(/^<.*>$/);
  });

  it("shows a lone byte by its value and turns an incomplete character into U+FFFD", () => {
    const ids = tokenizer.encode("\u{13000}").slice(0, -1);
    expect(tokenizer.piece(ids.at(-1)!)).toMatch(/^(<0x[0-9A-F]{2}>)+$/);
    expect(tokenizer.decode(ids)).toBe("\ufffd");
  });

  it("reads a lone surrogate as U+FFFD", () => {
    expect(tokenizer.encode("a\ud800b")).toEqual(tokenizer.encode("a\ufffdb"));
  });

  it("refuses ids that are not in the vocabulary", () => {
    expect(() => tokenizer.decode([tokenizer.vocabularySize])).toThrow(RangeError);
    expect(() => tokenizer.piece(-1)).toThrow(RangeError);
  });
});
