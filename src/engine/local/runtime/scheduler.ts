import { EngineError } from "../../completer.ts";
import type { SamplerFactory } from "../../sampler.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import { AnswerRow } from "./answer-row.ts";
import type { CompletionJob } from "./completion-job.ts";
import type { Decoder } from "./decoder.ts";
import { emptyPrefix, PrefixCache, type Prefix } from "./prefix-cache.ts";
import { nextTask } from "./next-task.ts";
import type { SlotPool } from "./slot-pool.ts";

/** Rows that run together. More do not raise the rate of the kernels, and each takes memory. */
const MAX_ROWS = 48;
/** New tokens in one run: bounds its memory, and how long a cancelled row is still worked on. */
const MAX_STEP_TOKENS = 256;
/** Rows of one group that are taken before another waiting group gets its turn. */
const TURN_ROWS = 128;
const PREFIX_CACHE_BYTES = 128 * 2 ** 20;

export interface SchedulerParts {
  readonly decoder: Decoder;
  readonly tokenizer: Tokenizer;
  readonly createSampler: SamplerFactory;
  /** Most tokens of prompt and answer together. */
  readonly contextTokens: number;
}

/** Jobs whose prompts begin with the same text. */
interface Group {
  readonly text: string;
  readonly waiting: CompletionJob[];
}

/**
 * Continuous batching (as Orca, Yu et al. 2022): rows that share a prefix run packed; a finished row leaves and a
 * waiting one enters at every step.
 */
export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #prefixes = new PrefixCache(PREFIX_CACHE_BYTES);
  readonly #groups = new Map<string, Group>();
  #running = false;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
  }

  submit(job: CompletionJob): void {
    const text = job.request.prompt.prefix;
    const group = this.#groups.get(text) ?? { text, waiting: [] };
    this.#groups.set(text, group);
    group.waiting.push(job);
    if (!this.#running) {
      this.#running = true;
      void this.#run();
    }
  }

  /** Takes group after group until none waits. Every job ends, also when a run fails. */
  async #run(): Promise<void> {
    // Jobs that are submitted in the same turn of the event loop belong into the same first step.
    await nextTask();
    for (let group = this.#nextGroup(); group !== undefined; group = this.#nextGroup()) {
      const rows: AnswerRow[] = [];
      try {
        await this.#runGroup(group, rows);
      } catch (error) {
        const failure = asEngineError(error);
        for (const job of [...rows.map((row) => row.job), ...group.waiting.splice(0)]) {
          job.end({ type: "failed", error: failure });
        }
      }
    }
    this.#running = false;
  }

  #nextGroup(): Group | undefined {
    for (const group of this.#groups.values()) {
      // Removed and added again at the end, so that groups take turns.
      this.#groups.delete(group.text);
      if (group.waiting.length === 0) continue;
      this.#groups.set(group.text, group);
      return group;
    }
    return undefined;
  }

  /** `rows` holds the rows in the pack at any time, for the caller to end them when a run fails. */
  async #runGroup(group: Group, rows: AnswerRow[]): Promise<void> {
    const { decoder } = this.#parts;
    const tokens = this.#encode(group.text);
    const prefix = await this.#prefix(tokens, group);
    const pool = decoder.newPool();
    for (let admitted = 0; ;) {
      dropCancelled(rows, pool);
      while (rows.length < MAX_ROWS && group.waiting.length > 0 && this.#mayAdmit(admitted)) {
        const row = this.#admit(group.waiting.shift()!, prefix.tokens);
        if (row !== null) rows.push(row);
        admitted += 1;
      }
      if (rows.length === 0) return;
      await this.#step(prefix, pool, rows);
      await nextTask();
    }
  }

  #mayAdmit(admitted: number): boolean {
    return admitted < TURN_ROWS || this.#groups.size === 1;
  }

  #encode(text: string): number[] {
    const { tokenizer } = this.#parts;
    const tokens = tokenizer.encode(text);
    return tokenizer.beginToken === null ? tokens : [tokenizer.beginToken, ...tokens];
  }

  async #prefix(tokens: readonly number[], group: Group): Promise<Prefix> {
    const known = this.#prefixes.get(tokens);
    if (known !== undefined) return known;
    // Nothing is run for a prefix that leaves no room (its rows fail at admission) or that nobody wants any more.
    const isUseless =
      tokens.length >= this.#parts.contextTokens || group.waiting.every((job) => job.isCancelled());
    if (isUseless) return emptyPrefix(this.#parts.decoder.recipe);
    const prefix = await this.#parts.decoder.runPrefix(tokens, nextTask);
    this.#prefixes.put(prefix);
    return prefix;
  }

  #admit(job: CompletionJob, prefix: readonly number[]): AnswerRow | null {
    if (job.isCancelled()) {
      job.end({ type: "cancelled" });
      return null;
    }
    const { prompt, sampling } = job.request;
    const tokens = this.#encode(prompt.prefix + prompt.suffix);
    const { contextTokens, tokenizer, createSampler } = this.#parts;
    const needed = tokens.length + sampling.maxTokens;
    if (needed > contextTokens) {
      const failure = { code: "prompt-too-long", tokens: needed, limit: contextTokens } as const;
      job.end({ type: "failed", error: new EngineError(failure) });
      return null;
    }
    // Tokens at the seam may merge with the row's own text, and the last token is always run for its scores.
    const limit = Math.min(prefix.length, tokens.length - 1);
    let shared = 0;
    while (shared < limit && prefix[shared] === tokens[shared]) shared += 1;
    return new AnswerRow(job, tokens, shared, tokenizer, createSampler(sampling));
  }

  /** Runs the pending tokens of the rows, and picks a token for each row that has read all of its own. */
  async #step(prefix: Prefix, pool: SlotPool, rows: AnswerRow[]): Promise<void> {
    const { decoder } = this.#parts;
    const { hidden: width } = decoder.recipe;
    const packed: { row: AnswerRow; tokens: readonly number[] }[] = [];
    let room = MAX_STEP_TOKENS;
    for (const row of rows) {
      if (room === 0) break;
      const tokens = row.pending.slice(0, room);
      packed.push({ row, tokens });
      room -= tokens.length;
    }
    const { hidden, slots } = await decoder.runRows(
      prefix,
      pool,
      packed.map(({ row, tokens }) => ({ tokens, slots: row.slots, prefixLength: row.prefixLength })),
    );
    const due: { row: AnswerRow; at: number }[] = [];
    for (const [at, { row }] of packed.entries()) {
      row.read(slots[at]!);
      if (row.pending.length === 0) due.push({ row, at });
    }
    if (due.length === 0) return;
    const states = new Float32Array(due.length * width);
    for (const [i, { at }] of due.entries())
      states.set(hidden.subarray(at * width, (at + 1) * width), i * width);
    const scores = await decoder.score(
      states,
      due.map(({ row }) => ({ kind: row.needsWholeLogits ? "whole" : "candidates" })),
    );
    for (const [i, { row }] of due.entries()) {
      const completion = row.advance(scores[i]!);
      if (completion === null) continue;
      pool.free(row.slots);
      rows.splice(rows.indexOf(row), 1);
      row.job.end({ type: "completed", completion });
    }
  }
}

function dropCancelled(rows: AnswerRow[], pool: SlotPool): void {
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i]!;
    if (!row.job.isCancelled()) continue;
    pool.free(row.slots);
    rows.splice(i, 1);
    row.job.end({ type: "cancelled" });
  }
}

function asEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new EngineError({ code: "engine-crashed", detail });
}
