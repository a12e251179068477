import { CellError, describe } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import type { KeptAnswer, ModelIdentity } from "../../core/kept/kept-answer.ts";
import type { KeptKey } from "../../core/kept/kept-key.ts";
import type { Settings } from "../../core/options/settings.ts";
import type { AnswerQueue } from "./answer-queue.ts";
import type { KeptAnswers } from "./kept-answers.ts";
import { columnOf } from "./kept-cells.ts";
import type { ElectedAnswer } from "./answer-vote.ts";
import { elect, shownValue, votersOf } from "./answer-vote.ts";
import type { ModelLoader } from "../model/model-loader.ts";
import { modelTools } from "../model/model-tools.ts";
import type { PromptJob, PromptModel } from "../calls/prompt-job.ts";
import type { AppEvent } from "../reducers.ts";
import { RowRate } from "./row-rate.ts";
import type { Lessons } from "../teach/lessons.ts";
import type { AnswerState } from "../state.ts";
import { runTries, type TriedJob } from "../calls/run-tries.ts";
import { toCellError } from "../calls/to-cell-error.ts";
import type { ScreenWatch } from "./screen-watch.ts";
import type { TraceBook } from "./trace-book.ts";
import { electionWith, withModel } from "../model/with-model.ts";

/** One row of a cell's call. */
export interface Row {
  /** Where the answer will stand; null where the host does not tell. */
  readonly address: string | null;
  readonly settings: Settings;
  /** Under which the answer is kept with the workbook. */
  readonly keptKey: KeptKey;
  /** Those of the settings that the formula gave. */
  readonly own: Partial<Settings>;
  readonly build: (model: PromptModel) => Promise<PromptJob | CellError>;
}

/** A row's request, and the model that it was made for. */
interface Built {
  readonly job: PromptJob;
  readonly model: ModelIdentity;
  /** Null where the model runs on this machine. */
  readonly serverOrigin: string | null;
}

export interface RowRunnerParts {
  readonly loader: ModelLoader;
  readonly queue: AnswerQueue;
  readonly screen: ScreenWatch;
  readonly traces: TraceBook;
  readonly kept: KeptAnswers;
  readonly lessons: Lessons;
  readonly nowMs: () => number;
  readonly dispatch: (event: AppEvent) => void;
}

type HowEnded = Omit<Extract<AppEvent, { type: "row-ended" }>, "type" | "column">;

/**
 * Whether nobody wants the answer any more: a stop gives its CellError as the reason, a formula that is gone does not.
 */
function isGone(signal: AbortSignal): boolean {
  return signal.aborted && !(signal.reason instanceof CellError);
}

/** Takes a row from its prompt to its answer, and tells state, traces and log about it. */
export class RowRunner {
  readonly #parts: RowRunnerParts;
  readonly #rate: RowRate;
  #open = 0;
  /** Rows that began before the last stop are counted already. */
  #stops = 0;

  constructor(parts: RowRunnerParts) {
    this.#parts = parts;
    this.#rate = new RowRate(parts.nowMs);
  }

  /** Work goes on after a pause, which does not count for the rate. */
  resume(): void {
    this.#rate.restart();
  }

  /** Counts all rows that are open as stopped, however long it takes until each of them has ended. */
  stop(): void {
    this.#stops += 1;
    this.#open = 0;
    this.#parts.screen.stop(this);
    this.#parts.dispatch({ type: "rows-stopped" });
  }

  /** The row's answer, or why there is none. Never rejects: a failing row must not take its neighbours down. */
  async run(row: Row, signal: AbortSignal): Promise<CellValue | CellError> {
    const began = this.#begin(row);
    if (row.address !== null) this.#parts.traces.erase(row.address);
    const kept = this.#parts.kept.find(row.keptKey, row.address);
    if (kept && !this.#canReplay(kept, row)) {
      // After all rows of the call are queued, so that they count together.
      await Promise.resolve();
      return this.#endKept(row, began, kept);
    }
    let job: PromptJob | null = null;
    let from: "queued" | "running" = "queued";
    const onStart = (): void => {
      // Those that vote with the job start one by one; the row starts once.
      if (from === "running" || began !== this.#stops) return;
      from = "running";
      this.#parts.dispatch({ type: "row-started" });
      if (job) this.#trace(row, job, { status: "running" });
    };
    let answer: CellValue | CellError;
    try {
      const built = await this.#build(row, signal);
      job = built.job;
      this.#trace(row, job, { status: "queued" });
      const { queue } = this.#parts;
      const cell = { signal, onStart, address: row.address };
      const tried = await runTries(job, (each) =>
        Promise.all(votersOf(each).map(({ key, request }) => queue.run(key, request, cell))),
      );
      const completions = tried.answered.map(({ completion }) => completion);
      const elected = await elect(tried.job, completions, electionWith(this.#parts.loader, signal));
      answer = this.#read(row, built, tried, elected);
    } catch (error) {
      answer = toCellError(error);
    }
    // Where its formula is gone, another one's trace may stand in the cell.
    if (!isGone(signal)) this.#traceFailure(row, job, answer);
    this.#tellEnd(row, began, from, answer, signal);
    return answer;
  }

  /**
   * Whether this page ran it itself with the model and the settings of now: then its tokens are still in the queue's
   * memory.
   */
  #canReplay(
    { contentKey, model, settings }: KeptAnswer & { readonly contentKey: string | null },
    { keptKey }: Row,
  ): boolean {
    const { loader, queue } = this.#parts;
    const isOfModel = contentKey !== null && queue.holds(contentKey) && model.hash === loader.modelHash;
    return isOfModel && settings === keptKey.settings;
  }

  /**
   * Counts other work on a row, such as a look at its answer, with the rows that run. address: where its result will
   * stand; signal: aborts where nobody wants it. Never rejects: what went wrong comes as its CellError.
   */
  async count<Result>(
    address: string | null,
    work: () => Promise<Result | CellError>,
    signal: AbortSignal,
  ): Promise<Result | CellError> {
    const row = { address };
    const began = this.#begin(row);
    this.#parts.dispatch({ type: "row-started" });
    const result = await work().catch(toCellError);
    this.#tellEnd(row, began, "running", result, signal);
    return result;
  }

  /** How often all was stopped before the row began. */
  #begin(row: Pick<Row, "address">): number {
    if (this.#open++ === 0) {
      this.#rate.restart();
      this.#parts.screen.start(this);
    }
    this.#parts.dispatch({ type: "rows-queued", rows: 1, column: row.address && columnOf(row.address) });
    return this.#stops;
  }

  /** Builds the prompt. */
  #build(row: Row, signal: AbortSignal): Promise<Built> {
    return withModel(this.#parts.loader, signal, async (completer) => {
      const info = completer.model;
      const lessonNamed = (name: string) => this.#parts.lessons.lessonFor(completer, name);
      const tools = modelTools(completer);
      // What a row on screen needs to know before it can be asked goes first, as the row does.
      const isFirst = this.#parts.screen.shows(row.address);
      const job = await row.build({
        info,
        ...tools,
        lessonNamed,
        weighFormats: (examples) => tools.weighFormats(examples, isFirst),
        weighLabels: (format, examples, allowed) => tools.weighLabels(format, examples, allowed, isFirst),
      });
      if (job instanceof CellError) throw job;
      const { name, hash, serverOrigin = null } = info;
      return { job, model: { name, hash }, serverOrigin };
    });
  }

  #read(
    row: Row,
    { job, model, serverOrigin }: Built,
    { answered, tries }: TriedJob,
    elected: ElectedAnswer | CellError,
  ): CellValue | CellError {
    if (elected instanceof CellError) return elected;
    const shown = shownValue(elected);
    if (shown instanceof CellError) return shown;
    const { value, probability, confidence, isFitted } = elected;
    const { text: written, tokens, promptTokens } = elected.completion;
    const milliseconds = Math.max(...answered.map(({ completion }) => completion.milliseconds));
    const cached = answered.every((answer) => answer.cached);
    this.#parts.kept.keep({ ...row.keptKey, value, confidence, isFitted, model }, job.key);
    this.#trace(row, elected.job, {
      status: "done",
      value,
      written,
      probability,
      confidence,
      isFitted,
      tokens,
      promptTokens,
      milliseconds,
      cached,
      ...(tries.written > 1 && { tries }),
      ...(serverOrigin !== null && { server: { model: model.name, origin: serverOrigin } }),
    });
    return value;
  }

  #endKept(row: Row, began: number, kept: KeptAnswer): CellValue {
    const { value, confidence, isFitted, model } = kept;
    this.#end(row, began, { from: "queued", end: "done", rowsPerSecond: this.#rate.current() });
    const answer = { value, confidence, isFitted, model };
    if (row.address !== null) this.#parts.traces.writeKept(row.address, answer, row);
    return value;
  }

  #traceFailure(row: Row, job: PromptJob | null, answer: CellValue | CellError): void {
    if (!(answer instanceof CellError)) return;
    const { cell, text } = describe(answer);
    if (job) this.#trace(row, job, { status: "failed", cell, message: text });
    else if (row.address !== null) this.#parts.traces.fail(row.address, answer);
  }

  /** Tells state and log how the work on a row ended. */
  #tellEnd(
    row: Pick<Row, "address">,
    began: number,
    from: "queued" | "running",
    result: unknown,
    signal: AbortSignal,
  ): void {
    const { dispatch } = this.#parts;
    if (!(result instanceof CellError)) {
      this.#end(row, began, { from, end: "done", rowsPerSecond: this.#rate.add() });
      return;
    }
    const isStopped = result.code === "cancelled";
    this.#end(row, began, {
      from,
      end: !isStopped ? "failed" : isGone(signal) ? "gone" : "stopped",
      rowsPerSecond: this.#rate.current(),
    });
    if (isStopped) return;
    const { text } = describe(result);
    dispatch({ type: "error-logged", error: { address: row.address, message: text, at: Date.now() } });
  }

  #end(row: Pick<Row, "address">, began: number, how: HowEnded): void {
    if (began !== this.#stops) return;
    if (--this.#open === 0) this.#parts.screen.stop(this);
    this.#parts.dispatch({ type: "row-ended", column: row.address && columnOf(row.address), ...how });
  }

  #trace(row: Row, job: PromptJob, answer: AnswerState): void {
    if (row.address === null) return;
    this.#parts.traces.write({
      address: row.address,
      prompt: job.request.prompt.prefix + job.request.prompt.suffix,
      exampleLength: job.request.prompt.prefix.length,
      format: job.format,
      isFormatChosen: job.isFormatChosen,
      // What an example does to an answer is asked of the model as it is.
      ...(job.basis && job.request.adapter === undefined && { basis: job.basis }),
      examplesUsed: job.examplesUsed,
      examplesDropped: job.examplesDropped,
      settings: row.settings,
      own: row.own,
      answer,
    });
  }
}
