import type { Decoder } from "./decoder.ts";

/** What is wanted of the scores of a next token. */
export type ScoreWish =
  | { readonly kind: "candidates" }
  | { readonly kind: "whole" }
  | { readonly kind: "tokens"; readonly ids: Int32Array };

/** Scores of one next token. Logits are unnormalised: less `logSumExp` they are natural-log probabilities. */
export interface RowScores {
  readonly logSumExp: number;
  /** The likeliest tokens, likeliest first. */
  readonly candidateIds: Int32Array;
  readonly candidateLogits: Float32Array;
  /** [vocabulary] for a wish "whole", [ids] for "tokens", else empty. */
  readonly logits: Float32Array;
}

/** Hidden states scored at once: bounds the memory of whole logits, a megabyte each in large vocabularies. */
const CHUNK = 48;
const NO_LOGITS = new Float32Array(0);

/** Scores hidden states [wishes.length, hidden], each as its wish says. */
export async function scoreRows(
  decoder: Pick<Decoder, "score" | "recipe">,
  hidden: Float32Array,
  wishes: readonly ScoreWish[],
): Promise<RowScores[]> {
  const { hidden: dim } = decoder.recipe;
  const rows: RowScores[] = [];
  for (let from = 0; from < wishes.length; from += CHUNK) {
    const chunk = wishes.slice(from, from + CHUNK);
    const states = hidden.subarray(from * dim, (from + chunk.length) * dim);
    const whole = chunk.flatMap(({ kind }, row) => (kind === "candidates" ? [] : [row]));
    const scores = await decoder.score(states, whole);
    const { width } = scores;
    for (const [row, wish] of chunk.entries()) {
      const full = scores.fullLogits.get(row) ?? NO_LOGITS;
      rows.push({
        logSumExp: scores.logSumExp[row]!,
        candidateIds: scores.candidateIds.subarray(row * width, (row + 1) * width),
        candidateLogits: scores.candidateLogits.subarray(row * width, (row + 1) * width),
        logits: wish.kind === "tokens" ? Float32Array.from(wish.ids, (id) => full[id]!) : full,
      });
    }
  }
  return rows;
}
