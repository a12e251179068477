import type { Metadata } from "../gguf/metadata.ts";
import { createTokenizer } from "./create-tokenizer.ts";

const BYTES = Array.from(
  { length: 256 },
  (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
);

function sentencePiece(pieces: Record<string, number>, extra: Metadata = {}): Metadata {
  const tokens = ["<unk>", "<s>", "</s>", ...BYTES, ...Object.keys(pieces)];
  return {
    "tokenizer.ggml.model": "llama",
    "tokenizer.ggml.tokens": tokens,
    "tokenizer.ggml.scores": [0, 0, 0, ...BYTES.map(() => 0), ...Object.values(pieces)],
    "tokenizer.ggml.token_type": [2, 3, 3, ...BYTES.map(() => 6), ...Object.keys(pieces).map(() => 1)],
    "tokenizer.ggml.bos_token_id": 1,
    "tokenizer.ggml.eos_token_id": 2,
    "tokenizer.ggml.unknown_token_id": 0,
    ...extra,
  };
}

const byteLevel: Metadata = {
  "tokenizer.ggml.model": "gpt2",
  "tokenizer.ggml.pre": "gpt-2",
  "tokenizer.ggml.tokens": ["a", "b", "ab", "Ġ", "Ġab"],
  "tokenizer.ggml.merges": ["a b", "Ġ ab"],
};

describe("createTokenizer", () => {
  it("merges by score, not by length or order", () => {
    const tokenizer = createTokenizer(sentencePiece({ a: -9, b: -9, c: -9, ab: -2, bc: -1, abc: -3 }));
    const text = (ids: number[]) => ids.map((id) => tokenizer.piece(id));
    expect(text(tokenizer.encode("abc"))).toEqual(["<0xE2>", "<0x96>", "<0x81>", "abc"]);
    expect(text(tokenizer.encode("abcbc")).slice(3)).toEqual(["abc", "bc"]);
    expect(text(tokenizer.encode("aab")).slice(3)).toEqual(["a", "ab"]);
  });

  it("puts a space before the text unless the file says no", () => {
    const pieces = { "▁": -5, a: -4, "▁a": -3 };
    expect(createTokenizer(sentencePiece(pieces)).encode("a a")).toEqual([261, 261]);
    const without = sentencePiece(pieces, { "tokenizer.ggml.add_space_prefix": false });
    expect(createTokenizer(without).encode("a a")).toEqual([260, 261]);
    expect(createTokenizer(sentencePiece(pieces)).encode("")).toEqual([]);
  });

  it("starts a SentencePiece text with the begin token unless the file says no", () => {
    expect(createTokenizer(sentencePiece({})).beginToken).toBe(1);
    const without = sentencePiece({}, { "tokenizer.ggml.add_bos_token": false });
    expect(createTokenizer(without).beginToken).toBeNull();
  });

  it("merges byte-level words by the merge list", () => {
    const tokenizer = createTokenizer(byteLevel);
    expect(tokenizer.encode("ab ab")).toEqual([2, 4]);
    expect(tokenizer.beginToken).toBeNull();
  });

  it("takes user-defined tokens out of byte-level text first, the longest of them", () => {
    const tokens = [...(byteLevel["tokenizer.ggml.tokens"] as string[]), "<t>", "<t><t>"];
    const types = [1, 1, 1, 1, 1, 4, 4];
    const tokenizer = createTokenizer({
      ...byteLevel,
      "tokenizer.ggml.tokens": tokens,
      "tokenizer.ggml.token_type": types,
    });
    expect(tokenizer.encode("ab<t><t><t> ab")).toEqual([2, 6, 5, 4]);
    expect(tokenizer.decode([2, 6, 5, 4])).toBe("ab<t><t><t> ab");
  });

  it.each([
    ["llama-bpe", "a1234", ["a", "123", "4"]],
    ["llama-bpe", "it'LL a", ["it", "'LL", "Ġa"]],
    ["qwen2", "a1234", ["a", "1", "2", "3", "4"]],
    ["qwen2", "a\u0301b", ["Ã¡b"]],
    ["gpt-2", "a1234  b", ["a", "1234", "Ġ", "Ġb"]],
    ["smollm", "a12", ["a", "1", "2"]],
  ])("cuts words as %s does: %j", (pre, text, words) => {
    const letters = [..."abit1234'LĠÃ¡ģĢĪĬ"];
    const merges = words.flatMap((word) =>
      [...word].slice(1).map((character, index) => `${word.slice(0, index + 1)} ${character}`),
    );
    const glue = words.slice(1).map((word, index) => `${words[index]} ${word}`);
    const list = [...new Set([...merges, ...glue])];
    const tokens = [...new Set([...letters, ...list.map((merge) => merge.replace(" ", ""))])];
    const metadata = { ...byteLevel, "tokenizer.ggml.pre": pre, "tokenizer.ggml.tokens": tokens };
    const tokenizer = createTokenizer({ ...metadata, "tokenizer.ggml.merges": list });
    expect(tokenizer.encode(text).map((id) => tokens[id])).toEqual(words);
  });

  it.each([
    [
      "an unknown tokenizer",
      { "tokenizer.ggml.model": "t5" },
      "model-unsupported: tokenizer t5 is not known",
    ],
    ["no tokenizer", {}, "model-file-invalid: metadata key tokenizer.ggml.model is missing"],
    [
      "an unknown pre-tokenizer",
      { ...byteLevel, "tokenizer.ggml.pre": "tekken" },
      "pre-tokenizer tekken is not known",
    ],
    [
      "missing merges",
      { ...byteLevel, "tokenizer.ggml.merges": undefined },
      "tokenizer.ggml.merges is missing",
    ],
    ["too few types", { ...byteLevel, "tokenizer.ggml.token_type": [1] }, "has 1 entries for 5 tokens"],
    [
      "too few scores",
      sentencePiece({ a: 1 }, { "tokenizer.ggml.scores": [1] }),
      "has 1 entries for 260 tokens",
    ],
    [
      "a token that is not spelled in bytes",
      { ...byteLevel, "tokenizer.ggml.tokens": ["a", "b", "ab", "Ġ", "a b"] },
      'model-file-invalid: token "a b" is not spelled in bytes',
    ],
    ["a begin token past the end", { ...byteLevel, "tokenizer.ggml.bos_token_id": 5 }, "bos_token_id is 5"],
  ])("names what is wrong: %s", (_name, metadata, message) => {
    expect(() => createTokenizer(metadata)).toThrow(message);
  });

  it("refuses a byte token that names no byte", () => {
    const broken = sentencePiece({ "<0xZZ>": 0 }, {});
    const types = [...(broken["tokenizer.ggml.token_type"] as number[]).slice(0, -1), 6];
    expect(() => createTokenizer({ ...broken, "tokenizer.ggml.token_type": types })).toThrow(
      'has the name "<0xZZ>"',
    );
  });
});
