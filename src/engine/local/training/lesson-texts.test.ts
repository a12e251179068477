import type { EngineError } from "../../completer.ts";
import { MOST_TEXT_TOKENS } from "../../teacher.ts";
import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { DecoderWeights } from "../matrices/decoder-weights.ts";
import { loadDecoder } from "../runtime/load-decoder.ts";
import { lastMatrixName } from "../runtime/matrix-names.ts";
import { tinyModelPath } from "../testing/tiny-golden.ts";
import { createTokenizer } from "../tokenizers/create-tokenizer.ts";
import { prepareLesson } from "./lesson-texts.ts";

const SHOWN = "cat: red\n\n";

/** A row behind the shown one, whose answer is its last letter. */
function row(word: string, letters: number) {
  const text = `${SHOWN}${word}: ${"0".repeat(letters)}`;
  return { text, spans: [{ start: text.length - 1, end: text.length }] };
}

async function openParts() {
  const source = await NodeFileSource.open(tinyModelPath("gemma3"));
  const file = await openGguf(source);
  const decoder = await loadDecoder(file);
  const weights = new DecoderWeights(file);
  const { hidden, vocabulary } = decoder.recipe;
  const last = {
    norm: await weights.vector("output_norm.weight", hidden),
    rows: await weights.matrix(lastMatrixName(weights), vocabulary, hidden),
  };
  await source.close();
  return { decoder, tokenizer: createTokenizer(file.metadata), last };
}

describe("texts of a lesson", () => {
  it("are refused before any is run where one is longer than there is memory for, with its beginning", async () => {
    const parts = await openParts();
    let runs = 0;
    const { decoder } = parts;
    for (const name of ["holdText", "runText"] as const) {
      const run = decoder[name].bind(decoder) as (...args: readonly unknown[]) => Promise<never>;
      decoder[name] = (...args: readonly unknown[]) => {
        runs += 1;
        return run(...args);
      };
    }
    const prepare = (letters: number) =>
      prepareLesson([row("dog", 3), row("an inn", letters)], parts, () => Promise.resolve());
    const letters = MOST_TEXT_TOKENS - 100;
    const { texts, shared } = await prepare(letters);
    const room = MOST_TEXT_TOKENS - shared.tokens.length - texts[1]!.tokens.length;
    expect((await prepare(letters + room)).texts).toHaveLength(2);
    expect(runs).toBeGreaterThan(0);
    runs = 0;
    const failure = await prepare(letters + room + 1).catch((error: unknown) => error);
    expect((failure as EngineError).failure).toMatchObject({
      code: "lesson-text-too-long",
      text: expect.stringMatching(/^ ?an inn: 000/) as unknown,
      tokens: MOST_TEXT_TOKENS + 1,
      limit: MOST_TEXT_TOKENS,
    });
    expect(runs).toBe(0);
    await decoder.release();
  });
});
