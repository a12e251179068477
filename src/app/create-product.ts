import { createStore } from "zustand/vanilla";
import type { ModelIdentity } from "../core/kept/kept-answer.ts";
import { DEFAULT_SETTINGS } from "../core/options/settings.ts";
import type { OpenCompleter } from "../engine/completer.ts";
import type { ModelLibrary } from "../engine/model-library.ts";
import type { ObserveTraffic } from "../engine/traffic.ts";
import type { SpreadsheetHost } from "../host/port.ts";
import { AnswerQueue } from "./rows/answer-queue.ts";
import { CallRunner } from "./calls/call-runner.ts";
import { CellActions } from "./edits/cell-actions.ts";
import { lazyCorrections } from "./edits/lazy-corrections.ts";
import { computeChooser, type ComputeMemory } from "./model/choose-compute.ts";
import { type DownloadAgreement, DownloadOffers } from "./model/download-offer.ts";
import { EditHistory } from "./edits/edit-history.ts";
import { Redo } from "./edits/redo.ts";
import { lazyFill } from "./fill/lazy-fill.ts";
import { rowAsker } from "./fill/row-asker.ts";
import { Gentleness, type GentleChoice } from "./model/gentleness.ts";
import { FormatRules } from "./calls/format-call.ts";
import { gptAnswers } from "./calls/gpt-call.ts";
import { influences } from "./inspect/influences.ts";
import { modelQuestions } from "./inspect/model-questions.ts";
import { KeptAnswers } from "./rows/kept-answers.ts";
import { ModelLoader } from "./model/model-loader.ts";
import type { ModelChoice } from "./model/model-shelf.ts";
import { workingShelf } from "./model/working-shelf.ts";
import type { ServerParts } from "./model/model-source.ts";
import { ModelSource } from "./model/model-source.ts";
import type { Answers, CellCall, GptCall, Product } from "./product.ts";
import type { AppEvent } from "./reducers.ts";
import { initialState, reduce } from "./reducers.ts";
import { RowRunner } from "./rows/row-runner.ts";
import { ScreenWatch } from "./rows/screen-watch.ts";
import { ShownAnswers } from "./rows/shown-answers.ts";
import { Lessons } from "./teach/lessons.ts";
import { openTaught } from "./teach/open-taught.ts";
import { TeachTool } from "./teach/teach-tool.ts";
import type { AppState } from "./state.ts";
import { cellAddress, TraceBook } from "./rows/trace-book.ts";
import { TrafficMeter } from "./model/traffic-meter.ts";
import type { CellWork } from "./work-bench.ts";
import { WorkbookSettings } from "./workbook-settings.ts";

export interface ProductParts {
  readonly host: SpreadsheetHost;
  readonly openCompleter: OpenCompleter;
  /** Which model `openCompleter` would open; left out, it is known once it is open. */
  readonly identifyModel?: (modelId?: string) => Promise<ModelIdentity>;
  /** The models to choose from, and where the choice is remembered; left out, there is only the default. */
  readonly models?: { readonly library: ModelLibrary; readonly choice: ModelChoice };
  /** Left out, or without models, the model is downloaded as soon as a formula wants it. */
  readonly downloads?: DownloadAgreement;
  /** Where the browser remembers what computes; left out, it cannot be chosen. */
  readonly compute?: ComputeMemory;
  /** Left out, it holds as long as the page is open. */
  readonly gentle?: GentleChoice;
  /** Left out, no server can be used. */
  readonly servers?: ServerParts;
  /** Tells of the page's own requests; left out, only those of the model are counted. */
  readonly observeTraffic?: ObserveTraffic;
  /** Milliseconds by a clock that nobody sets, the one of `observeTraffic`: spans are measured by it. */
  readonly nowMs: () => number;
}

/** Puts the product together over a host and a way to open a model, which is opened at the first formula. */
export function createProduct(parts: ProductParts): Product {
  const { host, models, observeTraffic, nowMs } = parts;
  const state = createStore<AppState>(() => initialState(DEFAULT_SETTINGS));
  const dispatch = (event: AppEvent): void => state.setState((before) => reduce(before, event), true);
  const log = (address: string | null, message: string): void =>
    dispatch({ type: "error-logged", error: { address, message, at: Date.now() } });

  const gentleness = new Gentleness(parts.gentle ?? null, dispatch);

  const meter = new TrafficMeter((network) => dispatch({ type: "network-used", network }));
  const chosenModel = (): string | null => models?.choice.read() ?? null;
  const source = new ModelSource(
    {
      openCompleter: parts.openCompleter,
      ...(parts.identifyModel && { identifyModel: () => parts.identifyModel!(chosenModel() ?? undefined) }),
      ...(parts.servers && { servers: parts.servers }),
    },
    (server) => dispatch({ type: "server-changed", server }),
  );
  // What goes to the server it counts itself: browsers keep the sizes of other origins' replies to themselves.
  const stopObserving = observeTraffic?.((entries) =>
    meter.add(entries.filter(({ origin }) => origin !== source.serverOrigin)),
  );
  const lessons = new Lessons({
    host,
    onChange: (all) => {
      dispatch({ type: "lessons-changed", lessons: all });
      kept.count();
    },
    onProblem: (problem) => log(null, problem),
    withOpen: (work) => void loader.withOpen(async (completer) => work(completer)),
  });
  const offers =
    models &&
    parts.downloads &&
    new DownloadOffers({
      library: models.library,
      agreement: parts.downloads,
      chosenModel,
      isServed: () => source.serverOrigin !== null,
    });
  const loader = new ModelLoader({
    openCompleter: openTaught({ source, lessons, gentleness }),
    nowMs,
    dispatch,
    meter,
    chosenModel,
    ...(offers && { offers }),
  });
  const screen = new ScreenWatch(() => host.visibleArea());
  const queue = new AnswerQueue(loader, screen);
  const traces = new TraceBook(
    (selection) => dispatch({ type: "selection-changed", selection }),
    (review) => dispatch({ type: "review-changed", review }),
  );
  const kept = new KeptAnswers({
    host,
    identifyModel: source.identify,
    settings: () => {
      const { settings } = state.getState();
      return { ...settings, teach: lessons.stamp(settings.teach) };
    },
    dispatch,
    onProblem: (problem) => log(null, problem),
  });
  const shown = new ShownAnswers({ host, kept, traces, lessons, settings: () => state.getState().settings });
  const runner = new RowRunner({ loader, queue, screen, traces, kept, lessons, nowMs, dispatch });
  const ask = rowAsker(loader, queue, lessons);
  const unsubscribe = host.onSelectionChange((address) => {
    dispatch({ type: "area-selected", area: address });
    traces.select(address);
  });
  const history = new EditHistory(host, (undo) => dispatch({ type: "undo-changed", undo }));
  const redo = new Redo({ host, kept, history });
  const onOtherSheet = (cell: string): void => dispatch({ type: "sheet-left", cell });
  /** A person writes into cells: whatever was known of their answers is of no use. */
  const forgetCells = (area: string): void => {
    traces.eraseArea(area);
    kept.forgetArea(area);
  };
  const cells = new CellActions({ host, history, traces, kept, forgetCells, onOtherSheet });

  const workbook = new WorkbookSettings({ host, dispatch, log });
  /** What is kept with the workbook. Never rejects. */
  const openKept = () => Promise.all([workbook.load(), kept.open(), lessons.open()]).then(() => kept.count());
  const recallAnswers = (): Promise<void> => keptOpened.then(() => shown.recall());
  // Cells wait for this: an answer under the default settings would have to be given again.
  let keptOpened = openKept();
  void recallAnswers();

  const calls = new CallRunner({
    sheet: host,
    rules: new FormatRules(),
    traces,
    ask,
    lessons,
    loader,
    runner,
    kept,
    settings: () => state.getState().settings,
    ready: () => keptOpened,
    log,
  });
  const run = (call: CellCall, work: CellWork): Promise<Answers> => calls.run(call, work);
  const gpt = (call: GptCall): Promise<Answers> => run(call, (bench) => gptAnswers(call, bench));

  const fill = lazyFill({
    host,
    history,
    forgetCells,
    forgetQuestions: (area) => kept.forgetArea(area),
    ask,
    gpt,
    settings: () => state.getState().settings,
    onChange: (changed) => dispatch({ type: "fill-changed", fill: changed }),
  });

  const corrections = lazyCorrections({
    host,
    history,
    headers: () => state.getState().settings.headers,
    onChange: (found) => dispatch({ type: "corrections-changed", corrections: found }),
  });

  const teach = new TeachTool({
    host,
    loader,
    lessons,
    ask,
    settings: () => state.getState().settings,
    onChange: (changed) => dispatch({ type: "teach-changed", run: changed }),
  });

  const resume = (): void => {
    runner.resume();
    queue.resume();
    dispatch({ type: "work-paused", isPaused: false });
  };

  const stop = async (): Promise<void> => {
    runner.stop();
    // The engine rests until every call has been told.
    queue.pause();
    // A pause without anything to keep would hold back what comes next.
    dispatch({ type: "work-paused", isPaused: false });
    await calls.stop();
    if (!state.getState().work.isPaused) queue.resume();
  };

  const shelf = models ? workingShelf({ ...models, loader, nowMs, dispatch, host, kept, state, stop }) : null;

  return {
    state,
    run,
    gpt,
    loadModel() {
      // A failure stands in the state, where the pane shows it.
      loader.load().catch(() => undefined);
    },
    pauseLoading: () => loader.pause(),
    resumeLoading: () => loader.resume(),
    models: shelf,
    async useServer(choice) {
      source.check(choice);
      // What was answered so far is the other model's.
      await kept.save();
      // Nothing that was made for one model may run on the other.
      await stop();
      fill.cancel();
      loader.unload();
      source.use(choice);
      kept.changeModel();
      // Whether it answers is seen at once; a failure stands in the state, where the pane shows it.
      loader.completer().catch(() => undefined);
    },
    chooseCompute: computeChooser({ host, loader, state, dispatch, memory: parts.compute ?? null, stop }),
    async changeSettings(patch) {
      await keptOpened;
      await workbook.change(() => state.getState().settings, patch);
      fill.renew();
      await shown.forgetGoneUnderOthers();
    },
    setGentle: (isGentle) => gentleness.set(isGentle, loader),
    pause() {
      queue.pause();
      dispatch({ type: "work-paused", isPaused: true });
    },
    resume,
    stop: () => void stop(),
    async recalculate(scope) {
      if (scope === "all") await redo.all();
      else if (traces.selected !== null) await redo.cell(traces.selected);
    },
    openWorkbook() {
      shown.close();
      fill.reset();
      corrections.reset();
      teach.cancel();
      history.clear();
      cells.forget();
      dispatch({ type: "log-cleared" });
      traces.clear();
      // Calls of the workbook before end meanwhile, leave a trace and are counted.
      keptOpened = openKept().then(() => {
        traces.clear();
        dispatch({ type: "rows-forgotten" });
      });
      return keptOpened;
    },
    recallAnswers,
    saveAnswers: () => kept.save(),
    renewAnswers: () => redo.ofOtherModels(state.getState().kept.current?.hash),
    renewUnderSettings: () => redo.underOtherSettings(),
    fill,
    corrections,
    teaching: {
      start: (start) => teach.start(start),
      setPace: (pace) => teach.setPace(pace),
      cancel: () => teach.cancel(),
      exportFile: (name) => lessons.file(name),
      importFile: (file, start) => teach.importFile(file, start),
      remove: (name) => lessons.remove(name),
    },
    cells,
    undo: () => {
      const areas: string[] = [];
      const onArea = (area: string): void => {
        traces.eraseArea(area);
        areas.push(area);
      };
      return history.undo(onArea).finally(() => shown.forgetGoneIn(areas));
    },
    influences: (address) =>
      influences(cellAddress(address), traces, (work) => calls.withModel(calls.signal, work)),
    ...modelQuestions(loader),
    readCell: async (address) => (await host.readArea(address))?.values[0]?.[0] ?? null,
    async readFormula(address) {
      const entry = (await host.readEntries([address]))[0]!.entries[0]?.[0];
      return entry !== undefined && "formula" in entry ? entry.formula : null;
    },
    report: (message) => log(null, message),
    clearLog: () => dispatch({ type: "log-cleared" }),
    close() {
      unsubscribe();
      stopObserving?.();
      traces.close();
      void calls.stop();
      screen.close();
      shown.close();
      teach.cancel();
      kept.close();
      shelf?.close();
      loader.close();
    },
  };
}
