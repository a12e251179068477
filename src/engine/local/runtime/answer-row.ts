import type { Completion, FinishReason, GeneratedToken } from "../../completer.ts";
import type { Sampler } from "../../sampler.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import type { CompletionJob } from "./completion-job.ts";
import type { TokenScores } from "../vocabulary/scores.ts";

/** One request on its way through the model: what it has read, what it has written, what comes next. */
export class AnswerRow {
  readonly job: CompletionJob;
  /** How many tokens of the group's prefix this row begins with. */
  readonly prefixLength: number;
  /** Slots of the own tokens that the model has read. */
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

  /** Tokens that the model has still to read before the next one can be picked; never empty between steps. */
  get pending(): readonly number[] {
    return this.#pending;
  }

  get needsWholeLogits(): boolean {
    return this.#sampler !== null;
  }

  /** The model has read the first `slots.length` pending tokens. */
  read(slots: readonly number[]): void {
    this.slots.push(...slots);
    this.#pending = this.#pending.slice(slots.length);
  }

  /** Picks the next token. Returns the completion when that ends the answer. */
  advance(scores: TokenScores): Completion | null {
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

  #pick({ candidateIds, candidateLogits, logSumExp, wholeLogits }: TokenScores): GeneratedToken {
    const candidates = Array.from(candidateIds, (id, c) => ({
      id,
      text: this.#tokenizer.piece(id),
      logProbability: candidateLogits[c]! - logSumExp,
    }));
    if (this.#sampler === null) return { ...candidates[0]!, candidates };
    const logits = wholeLogits!;
    // The sampler changes what it is given; the probability to report is the model's own.
    const id = this.#sampler(logits.slice(), { tokens: this.#tokens, step: this.#generated.length });
    return { id, text: this.#tokenizer.piece(id), logProbability: logits[id]! - logSumExp, candidates };
  }

  #text(): string {
    return this.#tokenizer.decode(this.#generated.map(({ id }) => id));
  }

  #finish(text: string, finish: FinishReason): Completion {
    const milliseconds = performance.now() - this.#admittedMs;
    return { text, tokens: this.#generated, finish, promptTokens: this.#promptTokens, milliseconds };
  }
}
