import type { Embedding } from "../../completer.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import type { EmbeddingJob } from "./job.ts";
import type { LastNorm } from "./last-norm.ts";
import type { PackRow, WantedPlace } from "./pack-row.ts";
import { tokenSpans } from "./token-spans.ts";

/** One text to embed: all of it is read up to the end of the wanted span, whose hidden states are averaged. */
export class EmbedRow implements PackRow {
  readonly job: EmbeddingJob;
  /** Every token of the span must be run by the row itself, so it takes none from a shared prefix. */
  readonly prefixLength = 0;
  readonly slots: number[] = [];
  readonly #tokens: readonly number[];
  /** Places of the tokens that count, ascending. The begin token never does: its state tells nothing of the text. */
  readonly #wanted: readonly number[];
  readonly #normed: LastNorm;
  readonly #sum: Embedding;
  #added = 0;

  /**
   * @param tokens ids of the text, the begin token included
   * @param width size of a hidden state
   */
  constructor(
    job: EmbeddingJob,
    tokens: readonly number[],
    tokenizer: Tokenizer,
    { normed, width }: { readonly normed: LastNorm; readonly width: number },
  ) {
    this.job = job;
    this.#normed = normed;
    this.#sum = new Float32Array(width);
    const { text, span = { start: 0, end: text.length } } = job.request;
    this.#wanted = tokenSpans(tokenizer, tokens, text.length, [span])[0]!;
    this.#tokens = tokens.slice(0, (this.#wanted.at(-1) ?? -1) + 1);
  }

  /** True where the span holds no token, so that there is nothing to run. */
  get isEmpty(): boolean {
    return this.#wanted.length === 0;
  }

  get pending(): readonly number[] {
    return this.#tokens.slice(this.slots.length);
  }

  wanted(count: number): readonly WantedPlace[] {
    const read = this.slots.length;
    const places = this.#wanted.filter((place) => place >= read && place < read + count);
    return places.map((place) => ({ place: place - read, wish: null }));
  }

  read(slots: readonly number[], states: Float32Array): void {
    this.slots.push(...slots);
    const normed = this.#normed(states);
    const width = this.#sum.length;
    for (const [i, value] of normed.entries()) this.#sum[i % width]! += value;
    this.#added += normed.length / width;
  }

  advance(): boolean {
    if (this.pending.length > 0) return false;
    const result = this.#added === 0 ? this.#sum : this.#sum.map((value) => value / this.#added);
    this.job.end({ type: "completed", result });
    return true;
  }
}
