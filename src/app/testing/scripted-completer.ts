import type {
  CompleteCalls,
  Completer,
  Completion,
  CompletionRequest,
  ContinuationScore,
  Inspection,
  InspectRequest,
  Embedding,
  EmbedRequest,
  ModelInfo,
  Prompt,
  ScoreCalls,
  ScoreRequest,
  TokenCandidate,
} from "../../engine/completer.ts";
import { EngineError } from "../../engine/completer.ts";
import { FirstRows } from "../../engine/first-rows.ts";

/** The answer to a prompt, or the error it ends with. */
export type Script = (prompt: string) => string | EngineError;

export const crash = (detail = "out of memory"): EngineError =>
  new EngineError({ code: "engine-crashed", detail });

/** How likely each token (character) of a continuation is, between 0 and 1; the same for all of it. */
export type LikelihoodScript = (request: ScoreRequest) => number;

/**
 * A completer whose answers are plain to foresee; a prompt is counted as one token for each character, and a start
 * token.
 */
export class ScriptedCompleter implements Completer {
  readonly model: ModelInfo;
  /** Every prompt that was run, in order. */
  readonly prompts: string[] = [];
  readonly requests: CompletionRequest[] = [];
  /** Which requests of each batch go first. */
  readonly firsts: FirstRows[] = [];
  readonly scoreRequests: ScoreRequest[] = [];
  readonly embedRequests: EmbedRequest[] = [];
  /** What each text means, as a vector. */
  meaning: (request: EmbedRequest) => readonly number[] = ({ text }) => [text.length, 1];
  /** Every continuation is as likely as any other until a test says otherwise. */
  likelihood: LikelihoodScript = () => 0.5;
  isClosed = false;
  isGentle = false;
  /** Of each answer's token. */
  probability = 0.5;
  /** The likeliest tokens at each answer's place; null for the answer alone. */
  candidates: readonly TokenCandidate[] | null = null;
  /** While true, requests stay open; setting it to false does not end those that are open: see `release`. */
  isHolding = false;
  readonly #script: Script;
  #held: (() => void)[] = [];

  constructor(script: Script, contextTokens = 10_000) {
    this.#script = script;
    this.model = {
      name: "Scripted",
      architecture: "test",
      hash: "0".repeat(64),
      fileBytes: 1,
      contextTokens,
      runtime: { kind: "processor", threads: 1, noGraphics: null },
      licence: null,
    };
  }

  async complete(requests: readonly CompletionRequest[], calls: CompleteCalls): Promise<void> {
    this.firsts.push(calls.first ?? new FirstRows());
    await Promise.all(requests.map((request, index) => this.#completeOne(request, index, calls)));
  }

  async score(
    requests: readonly ScoreRequest[],
    { signal }: ScoreCalls,
  ): Promise<readonly ContinuationScore[]> {
    signal?.throwIfAborted();
    this.scoreRequests.push(...requests);
    return requests.map((request) => {
      const { prompt, continuation, spans = [{ start: 0, end: continuation.length }] } = request;
      const refusal = this.#tooLong(prompt, continuation.length);
      if (refusal !== null) throw refusal;
      const logProbability = Math.log(this.likelihood(request));
      const pieces = (start: number, end: number) =>
        [...continuation.slice(start, end)].map((text) => ({
          id: text.codePointAt(0)!,
          text,
          logProbability,
          ...(request.withCandidates && { candidates: this.candidates ?? [] }),
        }));
      return { spans: spans.map(({ start, end }) => pieces(start, end)) };
    });
  }

  async embed(requests: readonly EmbedRequest[], { signal }: ScoreCalls): Promise<readonly Embedding[]> {
    signal?.throwIfAborted();
    this.embedRequests.push(...requests);
    return requests.map((request) => Float32Array.from(this.meaning(request)));
  }

  tokenize(text: string): Promise<readonly { id: number; text: string }[]> {
    return Promise.resolve(
      [...text].map((character) => ({ id: character.codePointAt(0)!, text: character })),
    );
  }

  /**
   * Two layers: the first leans to nothing in particular and attends evenly, the second to the answer and the last
   * token.
   */
  inspect({ prompt, answer }: InspectRequest): Promise<Inspection> {
    const text = prompt.prefix + prompt.suffix;
    const read = [...text].map((character) => ({ id: character.codePointAt(0)!, text: character }));
    const tokens = [...read, ...answer.map((id) => ({ id, text: "?" }))];
    const answered = this.#script(text);
    const leaning = (likely: string, probability: number) => [
      { id: 1, text: likely, logProbability: Math.log(probability) },
      { id: 2, text: "the", logProbability: Math.log((1 - probability) / 2) },
    ];
    return Promise.resolve({
      tokens,
      layers: [
        { candidates: leaning("of", 0.1), attention: tokens.map(() => 1 / tokens.length) },
        {
          candidates: leaning(answered instanceof EngineError ? "" : answered, 0.9),
          attention: tokens.map((_, i) => (i === tokens.length - 1 ? 1 : 0)),
        },
      ],
    });
  }

  /** Answers what was held back. */
  release(): void {
    this.isHolding = false;
    for (const answer of this.#held.splice(0)) answer();
  }

  setGentle(isGentle: boolean): void {
    this.isGentle = isGentle;
  }

  close(): void {
    this.isClosed = true;
  }

  async #completeOne(request: CompletionRequest, index: number, calls: CompleteCalls): Promise<void> {
    const { prefix, suffix } = request.prompt;
    const signal = AbortSignal.any([request.signal, calls.signal].filter((each) => each !== undefined));
    this.requests.push({ ...request, signal });
    this.prompts.push(prefix + suffix);
    await this.#turn(signal);
    if (signal.aborted) {
      calls.onCancelled?.(index);
      return;
    }
    const answer = this.#tooLong(request.prompt, request.sampling.maxTokens) ?? this.#script(prefix + suffix);
    if (!(answer instanceof EngineError))
      calls.onCompletion?.(index, completionOf(answer, prefix + suffix, this.probability, this.candidates));
    else if (answer.failure.code === "engine-crashed") throw answer;
    else calls.onFailure?.(index, answer);
  }

  /** As the engine refuses what is longer than its context, a start token counted. more: tokens behind the prompt */
  #tooLong({ prefix, suffix }: Prompt, more: number): EngineError | null {
    const tokens = 1 + prefix.length + suffix.length + more;
    const limit = this.model.contextTokens;
    return tokens > limit ? new EngineError({ code: "prompt-too-long", tokens, limit }) : null;
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    if (!this.isHolding) return Promise.resolve();
    return new Promise((resolve) => {
      this.#held.push(resolve);
      signal?.addEventListener("abort", () => resolve(), { once: true });
    });
  }
}

/** Of the token that ends an answer. */
const END_PROBABILITY = 0.9;

/** The probability of a scripted answer with its end. probability: of the answer's token. */
export const withEnd = (probability: number): number =>
  Math.exp(Math.log(probability) + Math.log(END_PROBABILITY));

function completionOf(
  text: string,
  prompt: string,
  probability: number,
  candidates: readonly TokenCandidate[] | null,
): Completion {
  const token = { id: 1, text, logProbability: Math.log(probability) };
  const end = { id: 2, text: "\n", logProbability: Math.log(END_PROBABILITY) };
  return {
    text,
    tokens: [
      { ...token, candidates: candidates ?? [token] },
      { ...end, candidates: [end] },
    ],
    finish: "stop",
    promptTokens: prompt.length,
    milliseconds: 7,
  };
}
