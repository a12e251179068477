import { readFileSync } from "node:fs";

/** A random model of a few layers, and what PyTorch makes of some texts with it. */
export interface TinyGolden {
  readonly vocabulary: number;
  readonly sequences: readonly (readonly number[])[];
  /** Logits [vocabulary] after each token of each sequence, one after the other. */
  readonly logits: Float32Array;
  /** [vocabulary]: after the token at a position of a sequence. */
  expected(sequence: number, position: number): Float32Array;
}

export const TINY_FAMILIES = ["gemma3", "llama"] as const;

const fixture = (name: string): URL => new URL(`../architectures/fixtures/${name}`, import.meta.url);

export const tinyModelPath = (family: string): string => fixture(`tiny-${family}.gguf`).pathname;

function floatsOf(name: string): Float32Array {
  const bytes = readFileSync(fixture(name));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/**
 * Of the last token of the last sequence: logits [layers, vocabulary] of its states, attention [layers, heads, tokens].
 */
export const readTinyInside = (family: string): Record<"lens" | "attention", Float32Array> => ({
  lens: floatsOf(`tiny-${family}.lens.f32`),
  attention: floatsOf(`tiny-${family}.attention.f32`),
});

export function readTinyGolden(family: string): TinyGolden {
  const golden = JSON.parse(readFileSync(fixture(`tiny-${family}.json`), "utf8")) as Pick<
    TinyGolden,
    "vocabulary" | "sequences"
  >;
  const logits = floatsOf(`tiny-${family}.logits.f32`);
  const starts = golden.sequences.map((_, i) => golden.sequences.slice(0, i).flat().length);
  return {
    ...golden,
    logits,
    expected(sequence, position) {
      const start = (starts[sequence]! + position) * golden.vocabulary;
      return logits.subarray(start, start + golden.vocabulary);
    },
  };
}
