import { CellError, cellError, describe } from "../core/errors/cell-error.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import type { Settings } from "../core/options/settings.ts";
import type { CountTokens } from "../core/prompts/context-budget.ts";
import type { Completer } from "../engine/completer.ts";
import type { Answered, AnswerQueue } from "./answer-queue.ts";
import type { ModelLoader } from "./model-loader.ts";
import type { PromptJob, PromptModel } from "./prompt-job.ts";
import type { AppEvent } from "./reducers.ts";
import { RowRate } from "./row-rate.ts";
import type { AnswerState } from "./state.ts";
import { isCrash, toCellError } from "./to-cell-error.ts";
import { cachedCounts } from "./token-counts.ts";
import type { TraceBook } from "./trace-book.ts";

/** One row of a cell's call. */
export interface Row {
  /** Where the answer will stand; null where the host does not tell. */
  readonly address: string | null;
  readonly settings: Settings;
  /** Those of the settings that the formula gave. */
  readonly own: Partial<Settings>;
  readonly build: (model: PromptModel) => Promise<PromptJob | CellError>;
}

export interface RowRunnerParts {
  readonly loader: ModelLoader;
  readonly queue: AnswerQueue;
  readonly traces: TraceBook;
  readonly nowMs: () => number;
  readonly dispatch: (event: AppEvent) => void;
}

/** The promise, or "cancelled" as soon as the signal aborts. */
function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(cellError("cancelled"));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** The column that a row stands in, with its sheet: "Capitals!B"; null where nobody knows. */
function columnOf({ address }: Row): string | null {
  return address?.replace(/\d+$/, "") ?? null;
}

/** Takes a row from its prompt to its answer, and tells state, traces and log about it. */
export class RowRunner {
  readonly #parts: RowRunnerParts;
  readonly #rate: RowRate;
  readonly #counts = new WeakMap<Completer, CountTokens>();
  #open = 0;

  constructor(parts: RowRunnerParts) {
    this.#parts = parts;
    this.#rate = new RowRate(parts.nowMs);
  }

  /** Work goes on after a pause, which does not count for the rate. */
  resume(): void {
    this.#rate.restart();
  }

  /** The row's answer, or why there is none. Never rejects: a failing row must not take its neighbours down. */
  async run(row: Row, signal: AbortSignal): Promise<CellValue | CellError> {
    if (this.#open++ === 0) this.#rate.restart();
    this.#parts.dispatch({ type: "rows-queued", rows: 1, column: columnOf(row) });
    if (row.address !== null) this.#parts.traces.erase(row.address);
    let job: PromptJob | null = null;
    let from: "queued" | "running" = "queued";
    const onStart = (): void => {
      from = "running";
      this.#parts.dispatch({ type: "row-started" });
      if (job) this.#trace(row, job, { status: "running" });
    };
    let answer: CellValue | CellError;
    try {
      job = await this.#build(row, signal);
      this.#trace(row, job, { status: "queued" });
      const answered = await this.#parts.queue.run(job.key, job.request, signal, onStart);
      answer = this.#read(row, job, answered);
    } catch (error) {
      answer = toCellError(error);
    }
    this.#open--;
    this.#end(row, job, from, answer);
    return answer;
  }

  /** Builds the prompt; once more with a new engine where the first one crashed over the tokens. */
  async #build(row: Row, signal: AbortSignal): Promise<PromptJob> {
    const { loader } = this.#parts;
    for (let isSecond = false; ; isSecond = true) {
      const completer = await unlessAborted(loader.completer(), signal);
      try {
        const model = { info: completer.model, countTokens: this.#countsOf(completer) };
        const job = await unlessAborted(row.build(model), signal);
        if (job instanceof CellError) throw job;
        return job;
      } catch (error) {
        if (isCrash(error)) loader.crashed(completer, error);
        if (isSecond || !isCrash(error)) throw error;
      }
    }
  }

  #countsOf(completer: Completer): CountTokens {
    const known = this.#counts.get(completer) ?? cachedCounts(completer);
    this.#counts.set(completer, known);
    return known;
  }

  #read(row: Row, job: PromptJob, { completion, cached }: Answered): CellValue | CellError {
    const read = job.read(completion);
    if (read instanceof CellError) return read;
    const { tokens, promptTokens, milliseconds } = completion;
    this.#trace(row, job, { status: "done", ...read, tokens, promptTokens, milliseconds, cached });
    return read.value;
  }

  #end(row: Row, job: PromptJob | null, from: "queued" | "running", answer: CellValue | CellError): void {
    const { dispatch, nowMs } = this.#parts;
    if (!(answer instanceof CellError)) {
      const rowsPerSecond = this.#rate.add();
      dispatch({ type: "row-ended", from, column: columnOf(row), end: "done", rowsPerSecond });
      return;
    }
    const { cell, text } = describe(answer);
    const isStopped = answer.code === "cancelled";
    if (job) this.#trace(row, job, { status: "failed", cell, message: text });
    const rowsPerSecond = this.#rate.current();
    const end = isStopped ? "stopped" : "failed";
    dispatch({ type: "row-ended", from, column: columnOf(row), end, rowsPerSecond });
    if (!isStopped) {
      dispatch({ type: "error-logged", error: { address: row.address, message: text, at: nowMs() } });
    }
  }

  #trace(row: Row, job: PromptJob, answer: AnswerState): void {
    if (row.address === null) return;
    this.#parts.traces.write({
      address: row.address,
      prompt: job.request.prompt.prefix + job.request.prompt.suffix,
      exampleLength: job.request.prompt.prefix.length,
      format: job.format,
      examplesUsed: job.examplesUsed,
      examplesDropped: job.examplesDropped,
      settings: row.settings,
      own: row.own,
      answer,
    });
  }
}
