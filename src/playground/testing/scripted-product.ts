import { createStore } from "zustand/vanilla";
import type { Answers, Argument, Product } from "../../app/product.ts";
import { initialState } from "../../app/reducers.ts";
import type { AppState } from "../../app/state.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../core/options/settings.ts";
import type { SpreadsheetHost } from "../../host/port.ts";

/** A product without a model: each row is answered with its own text in capitals. For tests of the page alone. */
export function scriptedProduct(host: SpreadsheetHost): Product {
  const state = createStore<AppState>(() => initialState(DEFAULT_SETTINGS));
  const answer = async ({ values }: Argument): Promise<Answers> => {
    state.setState(({ work }) => ({ work: { ...work, done: work.done + values.length } }));
    return values.map((row) => [row.join(" ").toUpperCase()]);
  };
  return {
    state,
    gpt: ({ examplesOrInput, input }) => answer(input ?? examplesOrInput),
    run: () => Promise.resolve([]),
    readCell: () => Promise.resolve(null),
    readFormula: () => Promise.resolve(null),
    loadModel() {},
    pauseLoading() {},
    resumeLoading() {},
    models: null,
    useServer: () => Promise.resolve(),
    chooseCompute: () => Promise.resolve(),
    async changeSettings(patch: Partial<Settings>) {
      state.setState(({ settings }) => ({ settings: { ...settings, ...patch } }));
      await host.saveSettings(JSON.stringify(state.getState().settings));
    },
    pause() {},
    resume() {},
    stop() {},
    recalculate: () => host.recalculate(null),
    openWorkbook: async () => {},
    saveAnswers: async () => {},
    setGentle: () => {},
    recallAnswers: async () => {},
    renewAnswers: async () => {},
    renewUnderSettings: async () => {},
    fill: {
      propose: () => Promise.resolve(),
      choose: () => Promise.resolve(),
      preview: () => Promise.resolve(),
      writeFormulas: () => Promise.resolve(),
      writeValues: () => Promise.resolve(),
      cancel() {},
    },
    corrections: { look: () => Promise.resolve(), use: () => Promise.resolve() },
    cells: {
      freeze: () => Promise.resolve(),
      unfreeze: () => Promise.resolve(),
      accept: () => Promise.resolve(),
      correct: () => Promise.resolve(),
      retype: () => Promise.resolve(),
      showUnsure: () => Promise.resolve(false),
    },
    teaching: {
      start: () => Promise.resolve(),
      setPace() {},
      cancel() {},
      exportFile: () => new Uint8Array(),
      importFile: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    },
    influences: () => Promise.resolve({ examples: [], untested: 0 }),
    undo: () => Promise.resolve(),
    tokenize: () => Promise.resolve([]),
    scoreText: () => Promise.resolve([]),
    inspect: () => Promise.resolve({ tokens: [], layers: [] }),
    report() {},
    clearLog() {},
    close() {},
  };
}
