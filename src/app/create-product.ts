import { createStore } from "zustand/vanilla";
import { describe } from "../core/errors/cell-error.ts";
import type { KeptTask } from "../core/kept/kept-key.ts";
import { keptKeys } from "../core/kept/kept-key.ts";
import type { ModelIdentity } from "../core/kept/kept-answer.ts";
import { DEFAULT_SETTINGS, mergeSettings } from "../core/options/settings.ts";
import { ask as askFormat } from "../core/prompts/ask.ts";
import { complete } from "../core/prompts/complete.ts";
import type { TextFormat } from "../core/prompts/prompt-format.ts";
import type { OpenCompleter } from "../engine/completer.ts";
import type { ObserveTraffic } from "../engine/traffic.ts";
import type { SpreadsheetHost } from "../host/port.ts";
import { AnswerQueue } from "./answer-queue.ts";
import { callOptions, callSettings } from "./call-options.ts";
import { CellActions } from "./cell-actions.ts";
import { EditHistory } from "./edit-history.ts";
import { FillTool } from "./fill/fill-tool.ts";
import { rowAsker } from "./fill/row-asker.ts";
import { FormatRules, typedAnswer } from "./format-call.ts";
import { gptRows } from "./gpt-call.ts";
import type { InspectContext } from "./inspect/context.ts";
import { influences } from "./inspect/influences.ts";
import { inspectionOver } from "./inspect/inspection-over.ts";
import { KeptAnswers } from "./kept-answers.ts";
import { ModelLoader } from "./model-loader.ts";
import { modelTools } from "./model-tools.ts";
import type { Answers, CellCall, GptCall, Product, TextCall } from "./product.ts";
import type { PromptModel } from "./prompt-job.ts";
import { examplesJob, textJob } from "./prompt-job.ts";
import type { AppEvent } from "./reducers.ts";
import { initialState, reduce } from "./reducers.ts";
import { RowRunner } from "./row-runner.ts";
import type { SpillCell } from "./spill.ts";
import { runSpill } from "./spill.ts";
import { spreadLists } from "./spread-lists.ts";
import type { AppState } from "./state.ts";
import { callTexts } from "./text-call.ts";
import { toCellError } from "./to-cell-error.ts";
import { cellAddress, TraceBook } from "./trace-book.ts";
import { TrafficMeter } from "./traffic-meter.ts";
import { withModel } from "./with-model.ts";
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

  /** Runs a call under its own signal and that of `stop`. What it throws before its rows run is logged here. */
  const run = async (
    call: CellCall,
    work: (signal: AbortSignal) => Promise<() => Promise<Answers>>,
  ): Promise<Answers> => {
    const signal = AbortSignal.any([call.signal, stopping.signal]);
    let spill: () => Promise<Answers>;
    try {
      await settingsLoaded;
      await answersOpened;
      spill = await work(signal);
    } catch (error) {
      const failure = toCellError(error);
      const { text } = describe(failure);
      log(call.caller, text);
      throw failure;
    }
    return spill();
  };

  const text = (
    call: TextCall,
    format: TextFormat & { readonly id: KeptTask & string },
    keepsLines: boolean,
  ): Promise<Answers> =>
    run(call, async (signal) => {
      const own = callOptions(call.options);
      const settings = mergeSettings(state.getState().settings, own);
      const keptKey = keptKeys(format.id, settings);
      const cells = callTexts(call.text, keepsLines).map((row) =>
        row.map((value) =>
          value === null
            ? null
            : {
                settings,
                own,
                keptKey: keptKey([value]),
                build: (model: PromptModel) => textJob(format, value, settings, model),
              },
        ),
      );
      return () => runSpill(cells, call.caller, runner, signal);
    });

  const gpt = (call: GptCall): Promise<Answers> =>
    run(call, async (signal) => {
      const own = callOptions(call.options);
      const settings = mergeSettings(state.getState().settings, own);
      const { exampleSet, inputs } = await gptRows(call, settings.headers, host);
      const keptKey = keptKeys(exampleSet, settings);
      const cells = inputs.map((input) => [
        input && {
          settings,
          own,
          keptKey: keptKey(input),
          build: (model: PromptModel) => examplesJob(exampleSet, input, settings, model),
        },
      ]);
      return async () => {
        const answers = await runSpill(cells, call.caller, runner, signal);
        return settings.type === "list" ? spreadLists(answers) : answers;
      };
    });

  const ask = rowAsker(loader, queue);
  const inspectContext: InspectContext = {
    sheet: host,
    ask,
    withModel: (signal, work) =>
      withModel(loader, signal, (completer) => work({ completer, tools: modelTools(completer) })),
    settings: (options) => callSettings(state.getState().settings, options),
    traceOf: (address) => traces.find(address),
    keptAnswer: (key) => kept.find(key, null),
    count: (address, work) => runner.count(address, work),
  };

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
    gpt,
    format: (call) =>
      run(call, async (signal) => {
        const own = callOptions(call.options);
        const settings = mergeSettings(state.getState().settings, own);
        const gptCall = { ...call, examplesOrInput: call.examples };
        const { exampleSet, inputs } = await gptRows(gptCall, settings.headers, host);
        const answers = await rules.answers(call.examples, call.input, signal);
        const keptKey = keptKeys(exampleSet, settings);
        const cells = inputs.map((input, row): readonly SpillCell[] => {
          const answer = answers[row];
          if (!answer) {
            const build = (model: PromptModel) => examplesJob(exampleSet, input ?? [], settings, model);
            return [input && { settings, own, keptKey: keptKey(input), build }];
          }
          const value = typedAnswer(answer.value, exampleSet.answerType);
          const { words: rule, certainty } = answer;
          const onPlaced = (address: string | null): void => {
            if (address !== null) traces.write({ address, value, rule, certainty });
          };
          return [{ value, onPlaced }];
        });
        return () => runSpill(cells, call.caller, runner, signal);
      }),
    ask: (call) => text(call, askFormat, false),
    complete: (call) => text(call, complete, true),
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
    inspect: inspectionOver(inspectContext, (call, look) =>
      run(call, async (signal) => {
        const answers = await look(signal);
        return () => Promise.resolve(answers);
      }),
    ),
    influences: (address) => influences(cellAddress(address), inspectContext, stopping.signal),
    tokenize: async (given) => (await loader.completer()).tokenize(given),
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
