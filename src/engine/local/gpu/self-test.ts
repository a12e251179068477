import type { Decoder } from "../runtime/decoder.ts";

/** What a text's tokens must come to. */
export interface Expected {
  /** [tokens, hidden]: before the last norm. */
  readonly states: Float32Array;
  /** [vocabulary]: after the last token. */
  readonly logits: Float32Array;
}

/** Of the largest value: what sums in another order and faster functions leave, and far from what an error makes. */
const TOLERANCE = 0.002;
/** Copies of the last token that run as one pack: enough for the kernels of many rows. */
const COPIES = 9;

/**
 * Lets a decoder read a text at once, its end many times in one pack, and token by token behind a prefix, and compares
 * states, candidates and their log sum. Throws an Error that says what was wrong.
 */
export async function testDecoder(
  decoder: Decoder,
  tokens: readonly number[],
  expected: Expected,
): Promise<void> {
  const width = decoder.recipe.hidden;
  const lastState = expected.states.subarray(expected.states.length - width);
  const none = await decoder.runPrefix([], async () => {});
  const whole = { tokens, slots: [], prefixLength: 0, wanted: [...tokens.keys()] };
  const atOnce = await decoder.runRows(none, [whole]);
  compare("states", atOnce.hidden, expected.states);
  await compareScores(decoder, atOnce.hidden.subarray(atOnce.hidden.length - width), expected.logits);

  const before = await decoder.runPrefix(tokens.slice(0, -1), async () => {});
  const last = { tokens: tokens.slice(-1), slots: [], prefixLength: tokens.length - 1 };
  const pack = Array.from({ length: COPIES }, () => last);
  const together = await decoder.runRows(before, pack);
  for (let row = 0; row < COPIES; row++)
    compare("states in a pack", together.hidden.subarray(row * width, (row + 1) * width), lastState);
  await compareScores(decoder, together.hidden, expected.logits);

  const prefix = await decoder.runPrefix(tokens.slice(0, 1), async () => {});
  let slots: number[] = [];
  for (const token of tokens.slice(1)) {
    const run = await decoder.runRows(prefix, [{ tokens: [token], slots, prefixLength: 1 }]);
    slots = [...slots, ...run.slots[0]!];
    if (slots.length === tokens.length - 1) compare("states token by token", run.hidden, lastState);
  }
  for (const used of [...atOnce.slots, ...together.slots, slots]) decoder.free(used);
  decoder.freePrefix(before);
  decoder.freePrefix(prefix);
}

/** hidden: rows that all stand for the same place */
async function compareScores(decoder: Decoder, hidden: Float32Array, logits: Float32Array): Promise<void> {
  const rows = hidden.length / decoder.recipe.hidden;
  const most = logits.reduce((a, b) => Math.max(a, b));
  const least = logits.reduce((a, b) => Math.min(a, b));
  const limit = TOLERANCE * (most - least);
  const logSum = most + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0));
  const ranked = Float32Array.from(logits).sort().reverse();
  const scores = await decoder.score(
    hidden,
    Array.from({ length: rows }, () => ({ kind: "candidates" })),
  );
  for (const { candidateIds, candidateLogits, logSumExp } of scores) {
    near("log sum", logSumExp, logSum, limit);
    for (const [i, id] of candidateIds.entries()) {
      near(`logit of token ${id}`, candidateLogits[i]!, logits[id] ?? NaN, limit);
      near(`candidate ${i}`, candidateLogits[i]!, ranked[i]!, limit);
    }
  }
}

function compare(what: string, values: Float32Array, expected: Float32Array): void {
  const limit = TOLERANCE * expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (const [i, value] of values.entries()) near(what, value, expected[i]!, limit);
}

function near(what: string, value: number, expected: number, limit: number): void {
  // Written so that a number that is none fails too.
  if (Math.abs(value - expected) <= limit) return;
  throw new Error(`it computes wrong: ${what} is ${value.toPrecision(4)}, not ${expected.toPrecision(4)}`);
}
