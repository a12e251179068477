import type { ScoredToken } from "../../completer.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import type { ScoringJob } from "./job.ts";
import type { PackRow, WantedPlace } from "./pack-row.ts";
import type { TokenScores } from "../vocabulary/scores.ts";
import { sharedLength } from "./shared-length.ts";
import { tokenSpans } from "./token-spans.ts";

/** One text to score: all of it is read, and each token of a wanted span is scored after the token before it. */
export class ScoreRow implements PackRow {
  readonly job: ScoringJob;
  readonly prefixLength: number;
  readonly slots: number[] = [];
  readonly #tokenizer: Tokenizer;
  readonly #tokens: readonly number[];
  /** For each span the places of its tokens in the text. */
  readonly #spans: readonly (readonly number[])[];
  /** Places of all tokens of spans, ascending. */
  readonly #wanted: readonly number[];
  readonly #scored = new Map<number, ScoredToken>();
  readonly #withCandidates: boolean;

  /**
   * @param tokens ids of prompt and continuation, the begin token included
   * @param prefix ids of the group's prefix
   */
  constructor(job: ScoringJob, tokens: readonly number[], prefix: readonly number[], tokenizer: Tokenizer) {
    this.job = job;
    this.#tokenizer = tokenizer;
    this.#tokens = tokens;
    const { prompt, continuation, spans, withCandidates = false } = job.request;
    this.#withCandidates = withCandidates;
    const start = prompt.prefix.length + prompt.suffix.length;
    const wanted = spans ?? [{ start: 0, end: continuation.length }];
    const places = tokenSpans(
      tokenizer,
      tokens,
      start + continuation.length,
      wanted.map((span) => ({ start: start + span.start, end: start + span.end })),
    );
    // Nothing stands before the first token, so it has no probability.
    this.#spans = places.map((span) => span.filter((place) => place > 0));
    this.#wanted = [...new Set(this.#spans.flat())].sort((a, b) => a - b);
    // A token is scored by the row's own run of the one before it.
    this.prefixLength = sharedLength(prefix, tokens, (this.#wanted[0] ?? tokens.length) - 1);
  }

  get pending(): readonly number[] {
    // What stands after the last wanted token changes nothing.
    return this.#tokens.slice(this.#read, this.#wanted.at(-1) ?? this.#tokens.length);
  }

  wanted(count: number): readonly WantedPlace[] {
    const read = this.#read;
    const places = this.#wanted.filter((place) => place > read && place <= read + count);
    return places.map((place) => ({
      place: place - 1 - read,
      wish: { kind: "tokens", ids: Int32Array.of(this.#tokens[place]!) },
    }));
  }

  read(slots: readonly number[]): void {
    this.slots.push(...slots);
  }

  advance(scores: readonly TokenScores[]): boolean {
    for (const { tokenLogits, logSumExp, candidateIds, candidateLogits } of scores) {
      const place = this.#wanted[this.#scored.size]!;
      const token = (id: number, logit: number) => ({
        id,
        text: this.#tokenizer.piece(id),
        logProbability: logit - logSumExp,
      });
      this.#scored.set(place, {
        ...token(this.#tokens[place]!, tokenLogits![0]!),
        ...(this.#withCandidates && {
          candidates: Array.from(candidateIds, (id, rank) => token(id, candidateLogits[rank]!)),
        }),
      });
    }
    if (this.pending.length > 0) return false;
    const spans = this.#spans.map((span) => span.map((place) => this.#scored.get(place)!));
    this.job.end({ type: "completed", result: { spans } });
    return true;
  }

  /** How many tokens of the text the model has read. */
  get #read(): number {
    return this.prefixLength + this.slots.length;
  }
}
