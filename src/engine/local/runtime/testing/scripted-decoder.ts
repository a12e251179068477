import type { DecoderRecipe } from "../../architectures/architecture.ts";
import type { Tokenizer } from "../../tokenizers/tokenizer.ts";
import type { TokenScores, WantedScores } from "../../vocabulary/scores.ts";
import type { Decoder, PackedRow, Prefix, RowsRun } from "../decoder.ts";

/** One character for each token. */
export const CHARACTERS: Tokenizer = {
  vocabularySize: 0x110000,
  beginToken: null,
  endTokens: new Set(),
  encode: (text) => [...text].map((character) => character.codePointAt(0)!),
  decode: (ids) => String.fromCodePoint(...ids),
  piece: (id) => String.fromCodePoint(id),
};

/** A decoder that goes on with the last character it read, and tells what it ran. */
export class ScriptedDecoder implements Decoder {
  readonly recipe = { hidden: 1 } as DecoderRecipe;
  /** Rows and tokens of each step, in order. */
  readonly steps: { readonly rows: number; readonly tokens: number }[] = [];
  /** What was wanted of scores, in order. */
  readonly wanted: WantedScores[] = [];
  /** Told of each step before it ends. */
  onStep: (step: { readonly rows: number; readonly tokens: number }) => void = () => {};

  async runPrefix(tokens: readonly number[], between: () => Promise<void>): Promise<Prefix> {
    await between();
    return { tokens };
  }

  freePrefix(): void {}

  runRows(_prefix: Prefix, rows: readonly PackedRow[]): Promise<RowsRun> {
    const wanted = rows.flatMap((row) => (row.wanted ?? [row.tokens.length - 1]).map((i) => row.tokens[i]!));
    const step = { rows: rows.length, tokens: rows.reduce((sum, row) => sum + row.tokens.length, 0) };
    this.steps.push(step);
    this.onStep(step);
    return Promise.resolve({
      hidden: Float32Array.from(wanted),
      slots: rows.map((row) => row.tokens.map(() => 0)),
    });
  }

  free(): void {}

  score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]> {
    this.wanted.push(...wanted);
    const scores = Array.from(hidden, (token) => ({
      candidateIds: Int32Array.of(token),
      candidateLogits: Float32Array.of(0),
      logSumExp: 0,
    }));
    return Promise.resolve(scores);
  }

  normed(hidden: Float32Array): Float32Array {
    return hidden;
  }

  async release(): Promise<void> {}
}
