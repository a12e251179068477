import fc from "fast-check";
import { q8_0 } from "../gguf/block-types/q8_0.ts";
import { MemorySource } from "../gguf/memory-source.ts";
import { largest } from "./largest.ts";
import { packQ8, q8RowBytes } from "./q8-rows.ts";
import type { TokenScores, WantedScores } from "./scores.ts";
import { createOwnShard } from "./shard-port.ts";
import { ShardedVocabulary } from "./sharded-vocabulary.ts";

const HIDDEN = 96;
/** Tokens that are loaded at once. */
const CHUNK = 4096;
const CANDIDATES: WantedScores = { kind: "candidates" };

/** Normally distributed values, the same for the same seed. */
function normal(length: number, seed: number): Float32Array {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / (2 ** 32 + 1);
  };
  return Float32Array.from(
    { length },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

interface Vocabulary {
  readonly sharded: ShardedVocabulary;
  /** [tokens, HIDDEN], as the Q8_0 rows have them */
  readonly weights: Float32Array;
}

/**
 * A random vocabulary whose tokens share a strong direction, in shards of the given sizes; isInFile: exact rows stay in
 * a file.
 */
async function randomVocabulary(sizes: readonly number[], isInFile = false): Promise<Vocabulary> {
  const tokens = sizes.reduce((sum, size) => sum + size, 0);
  const center = normal(HIDDEN, 7).map((value) => 3 * value);
  const values = normal(tokens * HIDDEN, 11).map((value, i) => value + center[i % HIDDEN]!);
  const rows = new Uint8Array(tokens * q8RowBytes(HIDDEN));
  packQ8(values, rows);
  const weights = new Float32Array(values.length);
  q8_0.dequantize(rows, weights);
  const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
  const header = 100;
  const file = new Uint8Array(header + rows.length);
  file.set(rows, header);
  const place = isInFile ? { source: new MemorySource(file), offset: header } : null;
  const ones = new Float32Array(HIDDEN).fill(1);
  const channels = { means: center, variances: ones, meanSquares: ones };
  const shards = await Promise.all(
    sizes.map((size, i) =>
      createOwnShard({ firstToken: starts[i]!, tokens: size, hidden: HIDDEN }, channels, place),
    ),
  );
  const sharded = new ShardedVocabulary(shards);
  for (const [i, start] of starts.entries()) {
    for (let from = start; from < start + sizes[i]!; from += CHUNK) {
      const count = Math.min(CHUNK, start + sizes[i]! - from);
      const bytes = rows.subarray(from * q8RowBytes(HIDDEN), (from + count) * q8RowBytes(HIDDEN));
      await sharded.load(from, count, bytes, null);
    }
  }
  return { sharded, weights };
}

/** Logits of one row in double precision. */
function logitsOf(weights: Float32Array, row: Float32Array): number[] {
  return Array.from({ length: weights.length / HIDDEN }, (_, token) =>
    row.reduce((sum, value, i) => sum + value * weights[token * HIDDEN + i]!, 0),
  );
}

const logSum = (logits: readonly number[]): number => {
  const most = Math.max(...logits);
  return most + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0));
};

/** Activations of 16 bits leave a logit less than this off. */
const EXACT_WITHIN = 0.002;

const expectExact = (logit: number, inDoubles: number): void =>
  expect(Math.abs(logit - inDoubles)).toBeLessThan(EXACT_WITHIN);

const ranked = (logits: readonly number[]): number[] =>
  [...logits.keys()].sort((a, b) => logits[b]! - logits[a]!);

describe("a sharded vocabulary", () => {
  const rows = normal(6 * HIDDEN, 3).map((value) => 0.4 * value);
  const rowOf = (row: number) => rows.slice(row * HIDDEN, (row + 1) * HIDDEN);

  it("gives the likeliest tokens of the whole product with their exact logits, and the log of its sum", async () => {
    const { sharded, weights } = await randomVocabulary([4096]);
    const scores = await sharded.score(rows, Array<WantedScores>(6).fill(CANDIDATES));
    for (const [row, { candidateIds, candidateLogits, logSumExp }] of scores.entries()) {
      const logits = logitsOf(weights, rowOf(row));
      expect([...candidateIds].slice(0, 10)).toEqual(ranked(logits).slice(0, 10));
      for (const [i, id] of candidateIds.entries()) expectExact(candidateLogits[i]!, logits[id]!);
      expect(Math.abs(logSumExp - logSum(logits))).toBeLessThan(0.05);
    }
  });

  it("gives a log sum that is not too small in the mean where most of it comes from the preview", async () => {
    const { sharded, weights } = await randomVocabulary([16_384]);
    const many = normal(24 * HIDDEN, 5).map((value) => 0.15 * value);
    const scores = await sharded.score(many, Array<WantedScores>(24).fill(CANDIDATES));
    const errors = scores.map(
      ({ logSumExp }, row) =>
        logSumExp - logSum(logitsOf(weights, many.slice(row * HIDDEN, (row + 1) * HIDDEN))),
    );
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(0.004);
  });

  it("scores a row the same, to the bit, whatever rows are beside it", async () => {
    const { sharded } = await randomVocabulary([2048]);
    // More than are scored in one call, and a group that is not full.
    const many = normal(37 * HIDDEN, 13).map((value) => 0.4 * value);
    const together = await sharded.score(many, Array<WantedScores>(37).fill(CANDIDATES));
    for (const row of [0, 5, 15, 16, 31, 36]) {
      const [alone] = await sharded.score(many.slice(row * HIDDEN, (row + 1) * HIDDEN), [CANDIDATES]);
      expect(alone).toEqual(together[row]);
    }
  });

  describe("with a token that is expected", () => {
    const EXPECTED = 1500;
    const wanted: WantedScores = { kind: "candidates", expected: EXPECTED };
    /** A state that finds the expected token likely, the more the larger `pull` is. */
    const stateFor = (weights: Float32Array, pull: number, seed: number) => {
      const own = normal(HIDDEN, 7).map((value, i) => weights[EXPECTED * HIDDEN + i]! - 3 * value);
      return normal(HIDDEN, seed).map((value, i) => 0.15 * value + pull * own[i]!);
    };

    it("gives near scores where it is far ahead, from a coarse look, and else the very same as without", async () => {
      const { sharded, weights } = await randomVocabulary([4096]);
      const near = stateFor(weights, 0.3, 21);
      const [coarse] = await sharded.score(near, [wanted]);
      const logits = logitsOf(weights, near);
      expect(coarse!.candidateIds[0]).toBe(EXPECTED);
      expectExact(coarse!.candidateLogits[0]!, logits[EXPECTED]!);
      expect(Math.abs(coarse!.logSumExp - logSum(logits))).toBeLessThan(0.05);
      expect(coarse).not.toEqual((await sharded.score(near, [CANDIDATES]))[0]);
      for (const pull of [0, 0.05, 0.1]) {
        const open = stateFor(weights, pull, 22);
        expect(await sharded.score(open, [wanted])).toEqual(await sharded.score(open, [CANDIDATES]));
      }
    });

    it("gives in several shards, and beside other rows, what it gives alone", async () => {
      const one = await randomVocabulary([2048]);
      const three = await randomVocabulary([1024, 512, 512]);
      const states = [0.3, 0, 0.2, 0.1].map((pull, i) => stateFor(one.weights, pull, 30 + i));
      const many = Float32Array.from(
        [...Array(6).keys()].flatMap(() => states.flatMap((state) => [...state])),
      );
      const together = await one.sharded.score(many, Array<WantedScores>(24).fill(wanted));
      for (const [row, state] of states.entries()) {
        const [alone] = await one.sharded.score(state, [wanted]);
        expect(together[row]).toEqual(alone);
        expect(together[20 + row]).toEqual(alone);
        const [inThree] = await three.sharded.score(state, [wanted]);
        expect(inThree!.candidateIds[0]).toBe(alone!.candidateIds[0]);
        expect(inThree!.logSumExp).toBeCloseTo(alone!.logSumExp, 1);
      }
    });
  });

  it("gives in several shards what it gives in one", async () => {
    const one = await randomVocabulary([2048]);
    const three = await randomVocabulary([1024, 512, 512]);
    const wanted: WantedScores[] = [CANDIDATES, { kind: "tokens", ids: Int32Array.of(2000, 3, 1030) }];
    const some = rows.slice(0, 2 * HIDDEN);
    const [inOne, inThree] = [
      await one.sharded.score(some, wanted),
      await three.sharded.score(some, wanted),
    ] as [TokenScores[], TokenScores[]];
    for (const row of [0, 1]) {
      expect(inThree[row]!.candidateIds).toEqual(inOne[row]!.candidateIds);
      expect(inThree[row]!.candidateLogits).toEqual(inOne[row]!.candidateLogits);
      expect(inThree[row]!.logSumExp).toBeCloseTo(inOne[row]!.logSumExp, 1);
    }
    expect(inThree[1]!.tokenLogits).toEqual(inOne[1]!.tokenLogits);
  });

  it("gives from rows that stay in a file what it gives from rows in memory, to the bit", async () => {
    const sizes = [24_576, 1000];
    const [inMemory, inFile] = [await randomVocabulary(sizes), await randomVocabulary(sizes, true)];
    // More tokens in more blocks than are kept, and some of them again.
    const ids = Int32Array.from({ length: 3000 }, (_, i) => (i * 8191) % 25_576);
    const wanted: WantedScores[] = [
      { kind: "whole" },
      { kind: "tokens", ids },
      CANDIDATES,
      { kind: "tokens", ids },
    ];
    const some = rows.slice(0, wanted.length * HIDDEN);
    expect(await inFile.sharded.score(some, wanted)).toEqual(await inMemory.sharded.score(some, wanted));
    expect(await inFile.sharded.rows([...ids])).toEqual(await inMemory.sharded.rows([...ids]));
  });

  it("gives the logits of wanted tokens exactly, and near ones of the whole vocabulary", async () => {
    const { sharded, weights } = await randomVocabulary([8192]);
    const ids = Int32Array.of(5, 77, 8191);
    const wanted: WantedScores[] = [{ kind: "tokens", ids }, { kind: "whole" }];
    const [tokens, whole] = await sharded.score(rows.slice(0, 2 * HIDDEN), wanted);
    const first = logitsOf(weights, rowOf(0));
    for (const [i, id] of ids.entries()) expectExact(tokens!.tokenLogits![i]!, first[id]!);
    const second = logitsOf(weights, rowOf(1));
    const errors = second.map((logit, id) => (whole!.wholeLogits![id]! - logit) ** 2);
    const spread = second.map((logit) => (logit - second[0]!) ** 2);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(errors)).toBeLessThan(0.01 * sum(spread));
    for (const id of ranked(second).slice(0, 100)) expectExact(whole!.wholeLogits![id]!, second[id]!);
  });

  it("does not take the padding of a vocabulary that ends inside a block for tokens", async () => {
    const { sharded, weights } = await randomVocabulary([1003]);
    // All true logits are far below zero, where the padding's would be.
    const low = normal(HIDDEN, 7).map((value) => -value);
    const [scores] = await sharded.score(low, [CANDIDATES]);
    const logits = logitsOf(weights, low);
    expect(Math.max(...logits)).toBeLessThan(-10);
    expect([...scores!.candidateIds].slice(0, 10)).toEqual(ranked(logits).slice(0, 10));
    expect(Math.abs(scores!.logSumExp - logSum(logits))).toBeLessThan(0.05);
  });

  it("gives the embeddings of tokens in any shard", async () => {
    const { sharded, weights } = await randomVocabulary([512, 512]);
    const rowsOf = await sharded.rows([700, 2]);
    expect(rowsOf.slice(0, HIDDEN)).toEqual(weights.slice(700 * HIDDEN, 701 * HIDDEN));
    expect(rowsOf.slice(HIDDEN)).toEqual(weights.slice(2 * HIDDEN, 3 * HIDDEN));
  });
});

describe("largest", () => {
  it("gives what a full sort gives, lower indices first among equals", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 3 }),
        (integers, count, stride) => {
          const values = Float32Array.from(integers.flatMap((value) => Array<number>(stride).fill(value)));
          const sorted = [...integers.keys()].sort((a, b) => integers[b]! - integers[a]! || a - b);
          expect([...largest(values, { start: stride - 1, stride, length: integers.length }, count)]).toEqual(
            sorted.slice(0, count),
          );
        },
      ),
    );
  });
});

describe("packQ8", () => {
  it("keeps every value within half a step and a rounding of the scale", () => {
    const block = fc.array(fc.float({ noNaN: true, min: -1000, max: 1000 }), {
      minLength: 32,
      maxLength: 32,
    });
    fc.assert(
      fc.property(block, (list) => {
        const values = Float32Array.from(list);
        const most = Math.max(...values.map(Math.abs));
        fc.pre(most === 0 || most > 1e-2);
        const packed = new Uint8Array(q8_0.blockBytes);
        packQ8(values, packed);
        const back = new Float32Array(32);
        q8_0.dequantize(packed, back);
        for (const [i, value] of values.entries())
          expect(Math.abs(back[i]! - value)).toBeLessThanOrEqual((most / 127) * 0.57 + most * 5e-4);
      }),
    );
  });
});
