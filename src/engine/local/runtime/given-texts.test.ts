import { readFileSync } from "node:fs";
import type { ContinuationScore, Embedding, EmbedRequest, ScoreRequest } from "../../completer.ts";
import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { DecoderWeights } from "../matrices/decoder-weights.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import { EmbeddingTable } from "./embedding-table.ts";
import type { Asked, Job } from "./job.ts";
import { loadReference } from "../reference/load-reference.ts";
import { configureRuntime } from "../graph/ort-session.ts";
import { Scheduler } from "./scheduler.ts";
import { WorkPace } from "./work-pace.ts";

configureRuntime({ threads: 1 });

const fixture = (name: string): URL => new URL(`../architectures/fixtures/${name}`, import.meta.url);

/** Where the characters of the tests' texts begin: clear of control characters and surrogates. */
const FIRST = 0x100;
const textOf = (tokens: readonly number[]): string =>
  String.fromCodePoint(...tokens.map((token) => FIRST + token));

/** One character for each token, so that tests speak of tokens by their ids. */
const tokenizer: Tokenizer = {
  encode: (text) => [...text].map((character) => character.codePointAt(0)! - FIRST),
  decode: textOf,
  piece: (token) => textOf([token]),
  vocabularySize: 0,
  beginToken: null,
  endTokens: new Set(),
};

describe.each(["gemma3", "llama"])("texts given to a random %s model", (family) => {
  const golden = JSON.parse(readFileSync(fixture(`tiny-${family}.json`), "utf8")) as {
    readonly vocabulary: number;
    readonly sequences: readonly (readonly number[])[];
  };
  const bytes = readFileSync(fixture(`tiny-${family}.logits.f32`));
  const logits = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const starts = golden.sequences.map((_, i) => golden.sequences.slice(0, i).flat().length);
  /** PyTorch's logits after one token of a sequence, [vocabulary]. */
  const expected = (sequence: number, position: number): Float32Array => {
    const start = (starts[sequence]! + position) * golden.vocabulary;
    return logits.subarray(start, start + golden.vocabulary);
  };
  const longest = golden.sequences
    .map(({ length }) => length)
    .indexOf(Math.max(...golden.sequences.map(({ length }) => length)));

  let scheduler: Scheduler;
  /** The output matrix, [vocabulary, hidden]. */
  let matrix: Float32Array;
  let release: () => Promise<void>;

  beforeAll(async () => {
    const source = await NodeFileSource.open(fixture(`tiny-${family}.gguf`).pathname);
    const file = await openGguf(source);
    const decoder = await loadReference(file);
    const weights = new DecoderWeights(file);
    const name = weights.has("output.weight") ? "output.weight" : "token_embd.weight";
    const { vocabulary, hidden } = decoder.recipe;
    const table = new EmbeddingTable(await weights.matrix(name, vocabulary, hidden), 1);
    matrix = await table.lookUp(Array.from({ length: vocabulary }, (_, id) => id));
    await source.close();
    const pace = new WorkPace();
    scheduler = new Scheduler({ decoder, tokenizer, createSampler: () => null, contextTokens: 512, pace });
    release = () => decoder.release();
  });

  afterAll(() => release());

  function ask<Result>(jobOf: (asked: Omit<Asked<unknown, Result>, "request">) => Job) {
    return new Promise<Result>((resolve, reject) => {
      const job = jobOf({
        isCancelled: () => false,
        isUrgent: () => false,
        end: (outcome) =>
          outcome.type === "completed" ? resolve(outcome.result) : reject(new Error(outcome.type)),
      });
      scheduler.submit(job);
    });
  }
  const embed = (request: EmbedRequest) =>
    ask<Embedding>((asked) => ({ type: "embedding", request, ...asked }));
  const score = (request: ScoreRequest) =>
    ask<ContinuationScore>((asked) => ({ type: "scoring", request, ...asked }));

  it("are embedded as the mean of PyTorch's last hidden states, packed with others", async () => {
    const spans = golden.sequences.map(({ length }) => ({ start: length >> 1, end: length }));
    const texts = golden.sequences.map(textOf);
    const embeddings = await Promise.all([
      ...texts.map((text) => embed({ text })),
      ...texts.map((text, i) => embed({ text, span: spans[i]! })),
      score({ prompt: { prefix: "", suffix: "" }, continuation: texts[longest]! }),
    ]);
    const wanted = [...golden.sequences.map(({ length }) => ({ start: 0, end: length })), ...spans];
    for (const [at, span] of wanted.entries()) {
      const embedding = embeddings[at] as Embedding;
      // The last matrix is linear: its product with the mean state is the mean of the logits, which are PyTorch's.
      for (let id = 0; id < golden.vocabulary; id += 7) {
        let product = 0;
        for (const [i, value] of embedding.entries()) product += value * matrix[id * embedding.length + i]!;
        let mean = 0;
        for (let place = span.start; place < span.end; place++)
          mean += expected(at % golden.sequences.length, place)[id]! / (span.end - span.start);
        expect(Math.abs(product - mean)).toBeLessThan(2e-3);
      }
    }
  });

  it("are scored with the likeliest tokens at each place, as PyTorch ranks them", async () => {
    const tokens = golden.sequences[longest]!;
    const request = {
      prompt: { prefix: "", suffix: "" },
      continuation: textOf(tokens),
      withCandidates: true,
    };
    const { spans } = await score(request);
    const scored = spans.flat();
    expect(scored.map(({ id }) => id)).toEqual(tokens.slice(1));
    for (const [i, { logProbability, candidates, id }] of scored.entries()) {
      const own = expected(longest, i);
      const sum = Math.log(own.reduce((total, logit) => total + Math.exp(logit), 0));
      expect(Math.abs(own[id]! - sum - logProbability)).toBeLessThan(2e-3);
      for (const candidate of candidates!.slice(0, 5))
        expect(Math.abs(own[candidate.id]! - sum - candidate.logProbability)).toBeLessThan(2e-3);
      expect(candidates![0]!.logProbability).toBeCloseTo(Math.max(...own) - sum, 2);
    }
  });

  it("have an embedding of zeros where there is nothing to read", async () => {
    const embedding = await embed({ text: textOf([3, 4]), span: { start: 1, end: 1 } });
    expect(embedding.every((value) => value === 0)).toBe(true);
  });
});
