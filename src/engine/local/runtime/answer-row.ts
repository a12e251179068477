import type { Completion, FinishReason, GeneratedToken, TokenCandidate } from "../../completer.ts";
import type { Sampler } from "../../sampler.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import type { CompletionJob } from "./job.ts";
import type { PackRow, WantedPlace } from "./pack-row.ts";
import type { RowScores } from "./row-scores.ts";

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
  #pending: readonly number[];

  /** @param prompt ids of the whole prompt, the begin token included */
  constructor(
    job: CompletionJob,
    prompt: readonly number[],
    prefixLength: number,
    tokenizer: Tokenizer,
    sampler: Sampler | null,
  ) {
    this.job = job;
    this.prefixLength = prefixLength;
    this.#tokenizer = tokenizer;
    this.#sampler = sampler;
    this.#promptTokens = prompt.length;
    this.#tokens = [...prompt];
    this.#pending = prompt.slice(prefixLength);
  }

  get pending(): readonly number[] {
    return this.#pending;
  }

  wanted(count: number): readonly WantedPlace[] {
    if (count < this.#pending.length) return [];
    return [{ place: count - 1, wish: { kind: this.#sampler === null ? "candidates" : "whole" } }];
  }

  read(slots: readonly number[]): void {
    this.slots.push(...slots);
    this.#pending = this.#pending.slice(slots.length);
  }

  advance([scores]: readonly RowScores[]): boolean {
    const completion = scores === undefined ? null : this.#next(scores);
    if (completion === null) return false;
    this.job.end({ type: "completed", result: completion });
    return true;
  }

  /** Picks the next token. Returns the completion when that ends the answer. */
  #next(scores: RowScores): Completion | null {
    const token = this.#pick(scores);
    this.#generated.push(token);
    this.#tokens.push(token.id);
    this.#pending = [token.id];
    const { stop, maxTokens } = this.job.request.sampling;
    if (this.#tokenizer.endTokens.has(token.id)) return this.#finish(this.#text(), "end-of-text");
    const text = this.#text();
    const ends = stop.map((end) => text.indexOf(end)).filter((place) => place >= 0);
    if (ends.length > 0) return this.#finish(text.slice(0, Math.min(...ends)), "stop");
    return this.#generated.length >= maxTokens ? this.#finish(text, "length") : null;
  }

  #pick({ candidateIds, candidateLogits, logits, logSumExp }: RowScores): GeneratedToken {
    const candidates = Array.from(candidateIds, (id, c) =>
      this.#candidate(id, candidateLogits[c]! - logSumExp),
    );
    if (this.#sampler === null) return { ...candidates[0]!, candidates };
    // The sampler changes what it is given; the probability to report is the model's own.
    const id = this.#sampler(logits.slice(), { tokens: this.#tokens, step: this.#generated.length });
    return { ...this.#candidate(id, logits[id]! - logSumExp), candidates };
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
