import type { Completion, FinishReason, GeneratedToken, TokenCandidate } from "../../completer.ts";
import type { Sampler } from "../../sampler.ts";
import type { TokenState } from "../constraints/token-state.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import type { CompletionJob } from "./job.ts";
import type { PackRow, WantedPlace } from "./pack-row.ts";
import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";

/** How many of the allowed tokens are told with each generated one. */
const CANDIDATES = 32;

/** What stands between rows is looked for in so many tokens before the row's own text: a field's name may follow it. */
const SEEN_OF_PREFIX = 16;

/** How a row's tokens are chosen. */
export interface TokenChoice {
  /** Null takes the likeliest. */
  readonly sampler: Sampler | null;
  /** Null allows everything. */
  readonly constraint: TokenState | null;
}

/** One request on its way through the model: what it has read, what it has written, what comes next. */
export class AnswerRow implements PackRow {
  readonly job: CompletionJob;
  readonly prefixLength: number;
  readonly slots: number[] = [];
  readonly #tokenizer: Tokenizer;
  readonly #sampler: Sampler | null;
  readonly #promptTokens: number;
  readonly #admittedMs = performance.now();
  readonly #tokens: number[];
  readonly #generated: GeneratedToken[] = [];
  /** What stands between rows, if that ends answers: most answers end with it. */
  readonly #expected: number | null;
  #pending: readonly number[];
  /** Which tokens may come next; null where all may. */
  #state: TokenState | null;

  /** @param prompt ids of the whole prompt, the begin token included */
  constructor(
    job: CompletionJob,
    prompt: readonly number[],
    prefixLength: number,
    tokenizer: Tokenizer,
    { sampler, constraint }: TokenChoice,
  ) {
    this.job = job;
    this.prefixLength = prefixLength;
    this.#tokenizer = tokenizer;
    this.#sampler = sampler;
    this.#state = constraint;
    this.#promptTokens = prompt.length;
    this.#tokens = [...prompt];
    this.#pending = prompt.slice(prefixLength);
    this.#expected = this.#endOfRows(prompt.slice(Math.max(0, prefixLength - SEEN_OF_PREFIX), prefixLength));
  }

  get pending(): readonly number[] {
    return this.#pending;
  }

  wanted(count: number): readonly WantedPlace[] {
    if (count < this.#pending.length) return [];
    return [{ place: count - 1, wish: this.#wish() }];
  }

  read(slots: readonly number[]): void {
    this.slots.push(...slots);
    this.#pending = this.#pending.slice(slots.length);
  }

  advance([scores]: readonly TokenScores[]): boolean {
    const completion = scores === undefined ? null : this.#next(scores);
    if (completion === null) return false;
    this.job.end({ type: "completed", result: completion });
    return true;
  }

  #wish(): WantedScores {
    if (this.#sampler !== null) return { kind: "whole" };
    if (this.#state !== null) return { kind: "tokens", ids: this.#state.allowed };
    if (this.#expected === null || this.#generated.length === 0) return { kind: "candidates" };
    return { kind: "candidates", expected: this.#expected };
  }

  /** The last token, of those before the row's own text, that would end an answer. */
  #endOfRows(before: readonly number[]): number | null {
    const { stop } = this.job.request.sampling;
    const ends = (id: number) => stop.some((end) => this.#tokenizer.piece(id).startsWith(end));
    return before.findLast(ends) ?? null;
  }

  /** Picks the next token. Returns the completion when that ends the answer. */
  #next(scores: TokenScores): Completion | null {
    const token = this.#pick(scores);
    this.#generated.push(token);
    this.#tokens.push(token.id);
    this.#pending = [token.id];
    const { stop, maxTokens } = this.job.request.sampling;
    if (this.#tokenizer.endTokens.has(token.id)) return this.#finish(this.#text(), "end-of-text");
    const text = this.#text();
    const ends = stop.map((end) => text.indexOf(end)).filter((place) => place >= 0);
    if (ends.length > 0) return this.#finish(text.slice(0, Math.min(...ends)), "stop");
    if (this.#state !== null) {
      this.#state = this.#state.next(token.id);
      if (this.#state === null) return this.#finish(text, "stop");
    }
    return this.#generated.length >= maxTokens ? this.#finish(text, "length") : null;
  }

  #pick(scores: TokenScores): GeneratedToken {
    const { candidateIds, candidateLogits, wholeLogits, logSumExp } = scores;
    if (this.#state !== null) return this.#pickAllowed(scores, this.#state);
    const candidates = Array.from(candidateIds, (id, c) =>
      this.#candidate(id, candidateLogits[c]! - logSumExp),
    );
    if (this.#sampler === null) return { ...candidates[0]!, candidates };
    const logits = wholeLogits!;
    // The sampler changes what it is given; the probability to report is the model's own.
    const id = this.#sample(logits.slice());
    return { ...this.#candidate(id, logits[id]! - logSumExp), candidates };
  }

  #pickAllowed(
    { wholeLogits, tokenLogits, logSumExp }: TokenScores,
    { allowed, biases }: TokenState,
  ): GeneratedToken {
    const own = tokenLogits ?? Float32Array.from(allowed, (id) => wholeLogits![id]!);
    const biased = own.map((logit, place) => logit + biases[place]!);
    // Of equal ones the lowest id comes first, as in PyTorch's argmax: the sort is stable.
    const places = [...allowed.keys()].sort((a, b) => biased[b]! - biased[a]!);
    const [best] = places;
    const mass = biased.reduce((sum, logit) => sum + Math.exp(logit - biased[best!]!), 0);
    const told = (place: number) => this.#candidate(allowed[place]!, own[place]! - logSumExp);
    const picked =
      wholeLogits === undefined ? best! : this.#sampleAllowed(wholeLogits.length, allowed, biased);
    return {
      ...told(picked),
      candidates: places.slice(0, CANDIDATES).map(told),
      allowedLogProbability: biased[picked]! - biased[best!]! - Math.log(mass),
    };
  }

  /** Draws among the allowed tokens; returns the place of the drawn one. */
  #sampleAllowed(vocabulary: number, allowed: Int32Array, biased: Float32Array): number {
    const masked = new Float32Array(vocabulary).fill(-Infinity);
    for (const [place, id] of allowed.entries()) masked[id] = biased[place]!;
    return allowed.indexOf(this.#sample(masked));
  }

  #sample(logits: Float32Array): number {
    return this.#sampler!(logits, { tokens: this.#tokens, step: this.#generated.length });
  }

  #candidate(id: number, logProbability: number): TokenCandidate {
    return { id, text: this.#tokenizer.piece(id), logProbability };
  }

  #text(): string {
    return this.#tokenizer.decode(this.#generated.map(({ id }) => id));
  }

  #finish(text: string, finish: FinishReason): Completion {
    const milliseconds = performance.now() - this.#admittedMs;
    return { text, tokens: this.#generated, finish, promptTokens: this.#promptTokens, milliseconds };
  }
}
