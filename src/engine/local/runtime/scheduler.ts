import { asEngineError } from "../../as-engine-error.ts";
import { EngineError } from "../../completer.ts";
import type { SamplerFactory } from "../../sampler.ts";
import { ConstraintCompiler } from "../constraints/constraint-compiler.ts";
import { encodeFromStart } from "../tokenizers/encode-from-start.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import { AnswerRow } from "./answer-row.ts";
import type { Decoder, Prefix } from "./decoder.ts";
import { EmbedRow } from "./embed-row.ts";
import { sharedTextOf, textOf, type Job } from "./job.ts";
import { MAX_STEP_TOKENS } from "./limits.ts";
import { nextTask } from "./next-task.ts";
import type { PackRow, WantedPlace } from "./pack-row.ts";
import { ScoreRow } from "./score-row.ts";
import { sharedLength } from "./shared-length.ts";
import { StepSize } from "./step-size.ts";
import type { TokenScores } from "../vocabulary/scores.ts";
import type { WorkPace } from "./work-pace.ts";

/** So many tokens of its answer the first row of a fill gets alone, so that something is on screen soon. */
const LEAD_STEPS = 8;
/** Rows of one group that are taken before another waiting group gets its turn. */
const TURN_ROWS = 128;

export interface SchedulerParts {
  readonly decoder: Decoder;
  readonly tokenizer: Tokenizer;
  readonly createSampler: SamplerFactory;
  /** Most tokens of prompt and answer together. */
  readonly contextTokens: number;
  /** All schedulers of one engine have the same. */
  readonly pace: WorkPace;
}

/** Jobs whose prompts begin with the same text. */
interface Group {
  readonly text: string;
  waiting: Job[];
}

/**
 * Continuous batching (as Orca, Yu et al. 2022): rows that share a prefix run packed; a finished row leaves and a
 * waiting one enters at every step.
 */
export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #constraints: ConstraintCompiler;
  readonly #groups = new Map<string, Group>();
  readonly #size = new StepSize();
  #running = false;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
    this.#constraints = new ConstraintCompiler(parts.tokenizer);
  }

  submit(job: Job): void {
    const text = sharedTextOf(job);
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
    this.#parts.pace.begin();
    for (let group = this.#nextGroup(); group !== undefined; group = this.#nextGroup()) {
      const rows: PackRow[] = [];
      try {
        await this.#runGroup(group, rows);
      } catch (error) {
        const failure = asEngineError(error);
        for (const row of rows) this.#parts.decoder.free(row.slots);
        for (const job of [...rows.map((row) => row.job), ...group.waiting.splice(0)]) {
          job.end({ type: "failed", error: failure });
        }
      }
    }
    this.#running = false;
  }

  /** The one that has waited longest among those with urgent jobs; where there are none, among all. */
  #nextGroup(): Group | undefined {
    for (const { text, waiting } of [...this.#groups.values()])
      if (waiting.length === 0) this.#groups.delete(text);
    const groups = [...this.#groups.values()];
    const group = groups.find(hasUrgent) ?? groups[0];
    if (group === undefined) return undefined;
    // Removed and added again at the end, so that groups take turns.
    this.#groups.delete(group.text);
    this.#groups.set(group.text, group);
    return group;
  }

  /** `rows` holds the rows in the pack at any time, for the caller to end them when a run fails. */
  async #runGroup(group: Group, rows: PackRow[]): Promise<void> {
    const prefix = await this.#prefix(this.#encode(group.text), group);
    try {
      await this.#runBehind(prefix, group, rows);
    } finally {
      this.#parts.decoder.freePrefix(prefix);
    }
  }

  /** Rows of a group enter and leave the pack until none is left, or another group has its turn. */
  async #runBehind(prefix: Prefix, group: Group, rows: PackRow[]): Promise<void> {
    const leadSteps = group.waiting[0]?.type === "completion" ? LEAD_STEPS : 0;
    const { pace } = this.#parts;
    let sinceMs = pace.nowMs();
    for (let admitted = 0, steps = 0; ; steps += 1) {
      this.#dropCancelled(rows, group);
      const isLed = steps < leadSteps && (admitted === 0 || rows.length > 0);
      const most = isLed && admitted <= 1 ? 1 : this.#size.rows;
      // Rows that have no room in the step would only be in the way of other groups.
      const hasRoom = () => rows.reduce((sum, { pending }) => sum + pending.length, 0) < MAX_STEP_TOKENS;
      while (rows.length < most && group.waiting.length > 0 && hasRoom() && this.#mayAdmit(admitted, group)) {
        const job = takeNext(group.waiting);
        try {
          const row = this.#admit(job, prefix.tokens);
          if (row !== null) rows.push(row);
        } catch (error) {
          // It is in no list any more that a failed run ends.
          job.end({ type: "failed", error: asEngineError(error) });
        }
        admitted += 1;
      }
      if (rows.length === 0) return;
      const packed = await this.#step(prefix, rows);
      const endMs = pace.nowMs();
      this.#size.add(packed, endMs - sinceMs);
      await pace.rest();
      sinceMs = pace.isGentle ? pace.nowMs() : endMs;
    }
  }

  /** Not where another group waits that goes first: its jobs are urgent and this one's are not, or it is its turn. */
  #mayAdmit(admitted: number, group: Group): boolean {
    if (this.#groups.size === 1) return true;
    if (admitted >= TURN_ROWS) return false;
    return hasUrgent(group) || ![...this.#groups.values()].some(hasUrgent);
  }

  #encode(text: string): number[] {
    return encodeFromStart(this.#parts.tokenizer, text);
  }

  async #prefix(tokens: readonly number[], group: Group): Promise<Prefix> {
    // Nothing is run for a prefix that leaves no room (its rows fail at admission) or that nobody wants any more.
    const isUseless =
      tokens.length >= this.#parts.contextTokens || group.waiting.every((job) => job.isCancelled());
    return this.#parts.decoder.runPrefix(isUseless ? [] : tokens, () => this.#parts.pace.rest());
  }

  #admit(job: Job, prefix: readonly number[]): PackRow | null {
    if (job.isCancelled()) {
      job.end({ type: "cancelled" });
      return null;
    }
    const { contextTokens, tokenizer, createSampler, decoder } = this.#parts;
    const tokens = this.#encode(textOf(job));
    const needed = tokens.length + (job.type === "completion" ? job.request.sampling.maxTokens : 0);
    if (needed > contextTokens) {
      const failure = { code: "prompt-too-long", tokens: needed, limit: contextTokens } as const;
      job.end({ type: "failed", error: new EngineError(failure) });
      return null;
    }
    if (job.type === "scoring") return new ScoreRow(job, tokens, prefix, tokenizer);
    if (job.type === "embedding") {
      const normed = (hidden: Float32Array) => decoder.normed(hidden);
      const row = new EmbedRow(job, tokens, tokenizer, { normed, width: decoder.recipe.hidden });
      return row.isEmpty && row.advance() ? null : row;
    }
    // The last token is always run for its scores.
    const shared = sharedLength(prefix, tokens, tokens.length - 1);
    const { prompt, sampling, constraint } = job.request;
    return new AnswerRow(job, tokens, shared, tokenizer, {
      sampler: createSampler(sampling),
      constraint:
        constraint === undefined ? null : this.#constraints.start(constraint, prompt, sampling.stop),
    });
  }

  #dropCancelled(rows: PackRow[], group: Group): void {
    const gone = group.waiting.filter((job) => job.isCancelled());
    if (gone.length > 0) {
      group.waiting = group.waiting.filter((job) => !gone.includes(job));
      for (const job of gone) job.end({ type: "cancelled" });
    }
    for (let i = rows.length - 1; i >= 0; i--) {
      const row = rows[i]!;
      if (!row.job.isCancelled()) continue;
      this.#parts.decoder.free(row.slots);
      rows.splice(i, 1);
      row.job.end({ type: "cancelled" });
    }
  }

  /**
   * Runs the pending tokens of the rows, and gives each row the scores it wants of them. Returns how many rows it ran.
   */
  async #step(prefix: Prefix, rows: PackRow[]): Promise<number> {
    const { decoder } = this.#parts;
    const packed: { row: PackRow; tokens: readonly number[]; wanted: ReturnType<PackRow["wanted"]> }[] = [];
    let room = MAX_STEP_TOKENS;
    for (const row of rows) {
      if (room === 0) break;
      const tokens = row.pending.slice(0, room);
      packed.push({ row, tokens, wanted: row.wanted(tokens.length) });
      room -= tokens.length;
    }
    const { hidden, slots } = await decoder.runRows(
      prefix,
      packed.map(({ row, tokens, wanted }) => ({
        tokens,
        slots: row.slots,
        prefixLength: row.prefixLength,
        wanted: wanted.map(({ place }) => place),
      })),
    );
    const places = packed.flatMap(({ wanted }) => wanted);
    const scores = await this.#scores(hidden, places);
    const width = decoder.recipe.hidden;
    let [first, scored] = [0, 0];
    for (const [at, { row, wanted }] of packed.entries()) {
      const end = first + wanted.length;
      row.read(slots[at]!, hidden.subarray(first * width, end * width));
      first = end;
      const own = scores.slice(scored, (scored += wanted.filter(({ wish }) => wish !== null).length));
      if (!row.advance(own)) continue;
      decoder.free(row.slots);
      rows.splice(rows.indexOf(row), 1);
    }
    return packed.length;
  }

  /** The scores of the places that wish for any, in order. hidden: [places.length, hidden]. */
  async #scores(hidden: Float32Array, places: readonly WantedPlace[]): Promise<TokenScores[]> {
    const { decoder } = this.#parts;
    const wishes = places.flatMap(({ wish }) => (wish === null ? [] : [wish]));
    if (wishes.length === 0) return [];
    if (wishes.length === places.length) return decoder.score(hidden, wishes);
    const width = decoder.recipe.hidden;
    const states = new Float32Array(wishes.length * width);
    const scored = [...places.keys()].filter((at) => places[at]!.wish !== null);
    for (const [to, from] of scored.entries())
      states.set(hidden.subarray(from * width, (from + 1) * width), to * width);
    return decoder.score(states, wishes);
  }
}

const hasUrgent = ({ waiting }: Group): boolean => waiting.some((job) => job.isUrgent());

/** Takes the first urgent job out of those that wait, or the first of all. */
function takeNext(waiting: Job[]): Job {
  const urgent = waiting.findIndex((job) => job.isUrgent());
  return waiting.splice(Math.max(0, urgent), 1)[0]!;
}
