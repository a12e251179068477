import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import type {
  Completer,
  Completion,
  CompletionRequest,
  ContinuationScore,
  ScoreRequest,
} from "../../src/engine/completer.ts";

const candidate = z.tuple([z.number(), z.string(), z.number()]);
const token = z.tuple([z.number(), z.string(), z.number(), z.number().nullable(), z.array(candidate)]);
const entrySchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("completion"),
    text: z.string(),
    finish: z.enum(["stop", "length", "end-of-text"]),
    promptTokens: z.number(),
    tokens: z.array(token),
  }),
  z.object({ type: z.literal("score"), spans: z.array(z.array(candidate)) }),
]);
type Entry = z.infer<typeof entrySchema>;
const lineSchema = z.tuple([z.string(), entrySchema]);

/** Runners-up that are kept of each token. */
const CANDIDATES = 4;

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Everything that an answer depends on: greedy decoding knows no seed, and how a prompt is parted changes nothing. */
function keyOf(model: string, request: CompletionRequest | ScoreRequest): string {
  const { prefix, suffix } = request.prompt;
  const { sampling, constraint } = request as Partial<CompletionRequest>;
  const { continuation, spans } = request as Partial<ScoreRequest>;
  const drawn = sampling?.temperature === 0 ? { ...sampling, seed: 0 } : sampling;
  const content = [model, prefix + suffix, drawn, constraint, continuation, spans];
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 16);
}

function entryOf({ text, finish, promptTokens, tokens }: Completion): Entry {
  return {
    type: "completion",
    text,
    finish,
    promptTokens,
    tokens: tokens.map((one) => [
      one.id,
      one.text,
      rounded(one.logProbability),
      one.allowedLogProbability === undefined ? null : rounded(one.allowedLogProbability),
      one.candidates
        .slice(0, CANDIDATES)
        .map(({ id, text: piece, logProbability }) => [id, piece, rounded(logProbability)]),
    ]),
  };
}

const tokenOf = ([id, text, logProbability]: z.infer<typeof candidate>) => ({ id, text, logProbability });

function completionOf({ text, finish, promptTokens, tokens }: Entry & { type: "completion" }): Completion {
  return {
    text,
    finish,
    promptTokens,
    milliseconds: 0,
    tokens: tokens.map(([id, piece, logProbability, allowed, candidates]) => ({
      ...tokenOf([id, piece, logProbability]),
      candidates: candidates.map(tokenOf),
      ...(allowed !== null && { allowedLogProbability: allowed }),
    })),
  };
}

/**
 * Answers from a recording what was asked before, and runs and records the rest. So an eval that was cut goes on where
 * it was, and an answer can be elected in another way without running the model. The file is gzipped, a line for each
 * request; several files put together are one recording. Throws where the file is no recording.
 */
export class RecordedCompleter implements Completer {
  readonly model;
  readonly #inner: Completer;
  readonly #path: string;
  readonly #entries: Map<string, Entry>;
  /** Requests that were not in the recording. */
  missed = 0;

  constructor(inner: Completer, path: string) {
    this.#inner = inner;
    this.#path = path;
    this.model = inner.model;
    const lines = existsSync(path) ? gunzipSync(readFileSync(path)).toString("utf8").split("\n") : [];
    this.#entries = new Map(
      lines.filter((line) => line !== "").map((line) => lineSchema.parse(JSON.parse(line))),
    );
  }

  async complete(
    requests: readonly CompletionRequest[],
    calls: Parameters<Completer["complete"]>[1],
  ): Promise<void> {
    const open: number[] = [];
    for (const [index, request] of requests.entries()) {
      const entry = this.#entries.get(this.#key(request));
      if (entry?.type === "completion") calls.onCompletion?.(index, completionOf(entry));
      else open.push(index);
    }
    this.missed += open.length;
    await this.#inner.complete(
      open.map((index) => requests[index]!),
      {
        ...calls,
        onCompletion: (place, completion) => {
          const index = open[place]!;
          this.#entries.set(this.#key(requests[index]!), entryOf(completion));
          calls.onCompletion?.(index, completion);
        },
        onFailure: (place, failure) => calls.onFailure?.(open[place]!, failure),
      },
    );
  }

  async score(requests: readonly ScoreRequest[]): Promise<readonly ContinuationScore[]> {
    const keys = requests.map((request) => this.#key(request));
    const open = [...keys.keys()].filter((index) => !this.#entries.has(keys[index]!));
    this.missed += open.length;
    const scores = await this.#inner.score(
      open.map((index) => requests[index]!),
      {},
    );
    for (const [place, { spans }] of scores.entries()) {
      const told = spans.map((span) =>
        span.map(({ id, text, logProbability }): z.infer<typeof candidate> => [
          id,
          text,
          rounded(logProbability),
        ]),
      );
      this.#entries.set(keys[open[place]!]!, { type: "score", spans: told });
    }
    return keys.map((key) => {
      const entry = this.#entries.get(key);
      return { spans: entry?.type === "score" ? entry.spans.map((span) => span.map(tokenOf)) : [] };
    });
  }

  tokenize(text: string): ReturnType<Completer["tokenize"]> {
    return this.#inner.tokenize(text);
  }

  /** Writes the recording, where it has grown. */
  save(): void {
    if (this.missed === 0) return;
    const lines = [...this.#entries].map((entry) => JSON.stringify(entry));
    writeFileSync(this.#path, gzipSync(`${lines.join("\n")}\n`));
  }

  close(): void {
    this.#inner.close();
  }

  #key(request: CompletionRequest | ScoreRequest): string {
    return keyOf(this.model.hash, request);
  }
}
