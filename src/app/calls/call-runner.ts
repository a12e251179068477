import { CellError, cellError, describe } from "../../core/errors/cell-error.ts";
import { settingsStamp } from "../../core/kept/kept-settings.ts";
import { mergeSettings, type Settings } from "../../core/options/settings.ts";
import { callOptions, taught } from "./call-options.ts";
import type { AskRow } from "../fill/row-asker.ts";
import type { FormatRules } from "./format-call.ts";
import type { SheetReader } from "./gpt-call.ts";
import type { KeptAnswers } from "../rows/kept-answers.ts";
import type { ModelLoader } from "../model/model-loader.ts";
import { modelTools } from "../model/model-tools.ts";
import type { Answers, CellCall } from "../product.ts";
import type { RowRunner } from "../rows/row-runner.ts";
import { runSpill } from "./spill.ts";
import type { Lessons } from "../teach/lessons.ts";
import { toCellError } from "./to-cell-error.ts";
import { cellAddress, type TraceBook } from "../rows/trace-book.ts";
import { eachInTurns, Turns } from "../rows/turns.ts";
import { cancelled } from "../rows/unless-aborted.ts";
import { withModel } from "../model/with-model.ts";
import type { CellWork, OpenModel, WorkBench } from "../work-bench.ts";

export interface CallRunnerParts {
  readonly sheet: SheetReader;
  readonly rules: FormatRules;
  readonly traces: TraceBook;
  readonly ask: AskRow;
  readonly lessons: Lessons;
  readonly loader: ModelLoader;
  readonly runner: RowRunner;
  readonly kept: KeptAnswers;
  /** The workbook's settings. */
  readonly settings: () => Settings;
  /** Resolves when settings and kept answers of the workbook are there. */
  readonly ready: () => Promise<void>;
  readonly log: (address: string | null, message: string) => void;
}

/** The settings that a call went by which asked for no cell's answer; null for one that did, or went by none. */
interface Looked {
  stamp: string | null;
}

/** Runs the calls of cells, in turns, until they end or all are stopped. */
export class CallRunner {
  readonly #parts: CallRunnerParts;
  readonly #turns = new Turns();
  /** What ends each call that has not ended. */
  readonly #running = new Set<AbortController>();
  #stopping = new AbortController();

  constructor(parts: CallRunnerParts) {
    this.#parts = parts;
  }

  /** Aborts when all that runs now is stopped. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Ends all calls that have begun, in turns: thousands at once would hold up the page. Resolves when all are told. */
  stop(): Promise<void> {
    const reason = cellError("cancelled");
    this.#stopping.abort(reason);
    this.#stopping = new AbortController();
    const stopped = [...this.#running];
    this.#running.clear();
    return eachInTurns(stopped, (call) => call.abort(reason));
  }

  /** Runs a call under its own signal and that of `stop`. */
  async run(call: CellCall, work: CellWork): Promise<Answers> {
    const { traces, ready, log, kept } = this.#parts;
    const stopping = new AbortController();
    this.#running.add(stopping);
    const signal = AbortSignal.any([call.signal, stopping.signal]);
    if (call.caller !== null) traces.begin(call.caller);
    const looked: Looked = { stamp: null };
    let answers: Answers;
    try {
      await ready();
      await this.#turns.next();
      // A stop may not have come to this call yet.
      if (signal.aborted || !this.#running.has(stopping)) throw cancelled(signal);
      answers = await work(this.#bench(call.caller, signal, looked));
    } catch (error) {
      const failure = toCellError(error);
      if (failure.code !== "cancelled") log(call.caller, describe(failure).text);
      // Of a formula that is gone the cell shows nothing.
      if (call.caller !== null && !call.signal.aborted) traces.fail(call.caller, failure);
      throw failure;
    } finally {
      this.#running.delete(stopping);
      // Also one that failed gives something else under other settings.
      if (call.caller !== null && looked.stamp !== null) {
        kept.note(cellAddress(call.caller), { question: "", settings: looked.stamp });
      }
    }
    const [first, ...others] = answers.flat();
    if (first instanceof CellError && others.length === 0) throw first;
    return answers;
  }

  /** Works with the model as `withModel` does. */
  withModel<Result>(signal: AbortSignal, use: (model: OpenModel) => Promise<Result>): Promise<Result> {
    return withModel(this.#parts.loader, signal, (completer) => use({ completer, ...modelTools(completer) }));
  }

  #bench(caller: string | null, signal: AbortSignal, looked: Looked): WorkBench {
    const { sheet, rules, traces, ask, lessons, runner, kept } = this.#parts;
    return {
      caller,
      signal,
      sheet,
      rules,
      traces,
      ask,
      settings: (options) => {
        const own = callOptions(options);
        const settings = mergeSettings(this.#parts.settings(), own);
        const call = { settings, own, lessonStamp: lessons.stamp(settings.teach) };
        const keptUnder = taught(call);
        looked.stamp = settingsStamp(keptUnder.settings, keptUnder.own);
        return call;
      },
      spill: (cells) => {
        // Each cell knows by itself what it asks under which settings.
        looked.stamp = null;
        return runSpill(cells, caller, runner, signal);
      },
      withModel: (use) => this.withModel(signal, use),
      keptAnswer: (key) => kept.find(key, null),
      count: (address, count) => runner.count(address, count, signal),
    };
  }
}
