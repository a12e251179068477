import { createStore } from "zustand/vanilla";
import { CellError, describe } from "../core/errors/cell-error.ts";
import type { ModelIdentity } from "../core/kept/kept-answer.ts";
import { DEFAULT_SETTINGS, mergeSettings } from "../core/options/settings.ts";
import type { OpenCompleter } from "../engine/completer.ts";
import type { ObserveTraffic } from "../engine/traffic.ts";
import type { SpreadsheetHost } from "../host/port.ts";
import { AnswerQueue } from "./answer-queue.ts";
import { callOptions } from "./call-options.ts";
import { CellActions } from "./cell-actions.ts";
import { EditHistory } from "./edit-history.ts";
import { FillTool } from "./fill/fill-tool.ts";
import { rowAsker } from "./fill/row-asker.ts";
import { FormatRules } from "./format-call.ts";
import { gptAnswers } from "./gpt-call.ts";
import { KeptAnswers } from "./kept-answers.ts";
import { ModelLoader } from "./model-loader.ts";
import { modelTools } from "./model-tools.ts";
import type { Answers, CellCall, GptCall, Product } from "./product.ts";
import type { AppEvent } from "./reducers.ts";
import { initialState, reduce } from "./reducers.ts";
import { RowRunner } from "./row-runner.ts";
import { runSpill } from "./spill.ts";
import type { AppState } from "./state.ts";
import { toCellError } from "./to-cell-error.ts";
import { TraceBook } from "./trace-book.ts";
import { TrafficMeter } from "./traffic-meter.ts";
import type { CellWork, WorkBench } from "./work-bench.ts";
import { patchedSettings, settingsFromText } from "./workbook-settings.ts";

export interface ProductParts {
  readonly host: SpreadsheetHost;
  readonly openCompleter: OpenCompleter;
  /** Which model `openCompleter` would open; left out, it is known once it is open. */
  readonly identifyModel?: () => Promise<ModelIdentity>;
  /** Tells of the page's own requests; left out, only those of the model are counted. */
  readonly observeTraffic?: ObserveTraffic;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
}

/** Puts the product together over a host and a way to open a model, which is opened at the first formula. */
export function createProduct(parts: ProductParts): Product {
  const { host, openCompleter, identifyModel, observeTraffic, nowMs } = parts;
  const state = createStore<AppState>(() => initialState(DEFAULT_SETTINGS));
  const dispatch = (event: AppEvent): void => state.setState((before) => reduce(before, event), true);
  const log = (address: string | null, message: string): void =>
    dispatch({ type: "error-logged", error: { address, message, at: nowMs() } });

  const meter = new TrafficMeter((network) => dispatch({ type: "network-used", network }));
  const stopObserving = observeTraffic?.((entries) => meter.add(entries));
  const loader = new ModelLoader({ openCompleter, nowMs, dispatch, meter });
  const queue = new AnswerQueue(loader);
  const traces = new TraceBook(
    (selection) => dispatch({ type: "selection-changed", selection }),
    (review) => dispatch({ type: "review-changed", review }),
  );
  const kept = new KeptAnswers({
    host,
    identifyModel: identifyModel ?? null,
    dispatch,
    onProblem: (problem) => log(null, problem),
  });
  const runner = new RowRunner({ loader, queue, traces, kept, nowMs, dispatch });
  const rules = new FormatRules();
  const ask = rowAsker(loader, queue);
  const unsubscribe = host.onSelectionChange((address) => {
    dispatch({ type: "area-selected", area: address });
    traces.select(address);
  });
  const history = new EditHistory(host, (undo) => dispatch({ type: "undo-changed", undo }));
  let stopping = new AbortController();

  const loadSettings = async (): Promise<void> => {
    try {
      const { settings, problem } = settingsFromText(await host.loadSettings());
      dispatch({ type: "settings-changed", settings });
      if (problem !== null) log(null, problem);
    } catch (error) {
      log(null, `The settings of this workbook could not be read: ${String(error)}`);
    }
  };
  // Cells wait for this: an answer under the default settings would have to be given again.
  const settingsLoaded = loadSettings();
  let answersOpened = kept.open();

  /** Runs a call under its own signal and that of `stop`. */
  const run = async (call: CellCall, work: CellWork): Promise<Answers> => {
    const signal = AbortSignal.any([call.signal, stopping.signal]);
    const bench: WorkBench = {
      caller: call.caller,
      signal,
      sheet: host,
      rules,
      traces,
      ask,
      settings: (options) => {
        const own = callOptions(options);
        return { settings: mergeSettings(state.getState().settings, own), own };
      },
      spill: (cells) => runSpill(cells, call.caller, runner, signal),
      model: async () => {
        const completer = await loader.completer();
        return { completer, ...modelTools(completer) };
      },
    };
    let answers: Answers;
    try {
      await settingsLoaded;
      await answersOpened;
      answers = await work(bench);
    } catch (error) {
      const failure = toCellError(error);
      if (failure.code !== "cancelled") log(call.caller, describe(failure).text);
      throw failure;
    }
    const [first, ...others] = answers.flat();
    if (first instanceof CellError && others.length === 0) throw first;
    return answers;
  };
  const gpt = (call: GptCall): Promise<Answers> => run(call, (bench) => gptAnswers(call, bench));

  const fill = new FillTool({
    host,
    history,
    ask,
    gpt,
    settings: () => state.getState().settings,
    onChange: (changed) => dispatch({ type: "fill-changed", fill: changed }),
  });

  const resume = (): void => {
    runner.resume();
    queue.resume();
    dispatch({ type: "work-paused", isPaused: false });
  };

  return {
    state,
    run,
    gpt,
    loadModel() {
      // A failure stands in the state, where the pane shows it.
      loader.completer().catch(() => undefined);
    },
    async changeSettings(patch) {
      await settingsLoaded;
      const settings = patchedSettings(state.getState().settings, patch);
      await host.saveSettings(JSON.stringify(settings));
      dispatch({ type: "settings-changed", settings });
      await host.recalculate(null);
    },
    pause() {
      queue.pause();
      dispatch({ type: "work-paused", isPaused: true });
    },
    resume,
    stop() {
      // A pause without anything to keep would hold back what comes next.
      resume();
      stopping.abort();
      stopping = new AbortController();
    },
    async recalculate(scope) {
      if (scope === "all") {
        kept.renew(() => true);
        await host.recalculate(null);
      } else if (traces.selected !== null) {
        kept.renewCell(traces.selected);
        await host.recalculate(traces.selected);
      }
    },
    openAnswers() {
      answersOpened = kept.open();
      return answersOpened;
    },
    saveAnswers: () => kept.save(),
    async renewAnswers() {
      const { current } = state.getState().kept;
      kept.renew(({ model }) => model.hash !== current?.hash);
      await host.recalculate(null);
    },
    fill,
    cells: new CellActions({ host, history, traces }),
    undo: () => history.undo(),
    tokenize: async (given) => (await loader.completer()).tokenize(given),
    readCell: async (address) => (await host.readArea(address))?.values[0]?.[0] ?? null,
    report: (message) => log(null, message),
    clearLog: () => dispatch({ type: "log-cleared" }),
    close() {
      unsubscribe();
      stopObserving?.();
      traces.close();
      stopping.abort();
      kept.close();
      loader.close();
    },
  };
}
