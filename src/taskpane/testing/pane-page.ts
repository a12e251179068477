import { createProduct } from "../../app/create-product.ts";
import { HeldLibrary } from "../../app/testing/held-library.ts";
import { formatAnswers } from "../../app/calls/format-call.ts";
import { ScriptedCompleter } from "../../app/testing/scripted-completer.ts";
import { PLAIN_STAMP } from "../../core/kept/kept-settings.ts";
import { keptText } from "../../core/kept/kept-text.ts";
import { EngineError, type OpenCalls } from "../../engine/completer.ts";
import type { ComputeChoice } from "../../engine/compute-choice.ts";
import type { ModelRuntime } from "../../engine/model-runtime.ts";
import type { ListedModel } from "../../engine/model-library.ts";
import { observeTraffic } from "../../engine/traffic.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { followLanguage } from "../language/chosen-language.ts";
import { renderPane } from "../render-pane.tsx";
import { HeldTeacher } from "./held-teacher.ts";

/** The pane over the real product, a sheet in memory and a model whose answers are plain to foresee. */
const SHEET = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
];
/** Rows below them that can be filled. */
const EMPTY = ["Italy", "Spain", "Chad"].map((country) => [country, null]);

const SERVER = "https://llm.example";

const host = new FakeHost([...SHEET, ...EMPTY]);
const completer = new ScriptedCompleter((prompt) => (prompt.includes("Nowhere") ? "" : " Paris"));
Object.assign(completer, { teacher: new HeldTeacher() });
const opening: { calls: OpenCalls; resolve: () => void; reject: (error: EngineError) => void }[] = [];

const SHIPPED: ListedModel = {
  id: "small",
  name: "Small",
  hash: "0".repeat(64),
  bytes: 253e6,
  storedBytes: 0,
  licence: { name: "Some Terms", url: "https://example.com/terms" },
  accuracy: 0.531,
  origin: "shipped",
  place: "offered",
  address: null,
};
const ABSENT: ListedModel = { ...SHIPPED, id: "other", name: "Other", hash: "2".repeat(64), place: "absent" };
const OWN: ListedModel = {
  ...SHIPPED,
  id: "own-1",
  name: "Mine",
  hash: "3".repeat(64),
  storedBytes: 98e6,
  bytes: 98e6,
  licence: null,
  accuracy: null,
  origin: "own",
  place: "stored",
};
const library = new HeldLibrary([SHIPPED, ABSENT]);
let chosen: string | null = null;
let agreed: string | null = SHIPPED.id;
let compute: ComputeChoice = "automatic";

const product = createProduct({
  host,
  openCompleter: (calls) =>
    new Promise((resolve, reject) => {
      opening.push({ calls, resolve: () => resolve(completer), reject });
    }),
  models: {
    library,
    choice: {
      read: () => chosen,
      write: (id) => {
        chosen = id;
      },
    },
  },
  downloads: {
    defaultModel: SHIPPED.id,
    read: () => agreed,
    write: (id) => {
      agreed = id;
    },
  },
  compute: {
    read: () => compute,
    write: (choice) => {
      compute = choice;
    },
  },
  servers: {
    store: { read: () => null, write: () => {} },
    reachable: [SERVER],
    open: () => () => {
      const answering = new ScriptedCompleter(() => " Paris");
      Object.assign(answering.model, { name: "big (server)", hash: "2".repeat(64), serverOrigin: SERVER });
      return Promise.resolve(answering);
    },
  },
  observeTraffic,
  nowMs: () => Date.now(),
});

const OTHER_MODEL = { name: "Another model", hash: "1".repeat(64) };

const pane = {
  product,
  library,
  /** The person was never asked whether to download the model. */
  forgetAgreement: () => {
    agreed = null;
  },
  /** What comes of the model that is being added. */
  adding: {
    progress: (loadedBytes: number, totalBytes: number) =>
      library.added.at(-1)!.calls.onProgress({ loadedBytes, totalBytes }),
    end: () => {
      library.models = [...library.models, OWN];
      library.added.at(-1)!.end(OWN);
    },
    fail: (detail: string) =>
      library.added.at(-1)!.fail(new EngineError({ code: "model-unsupported", detail })),
  },
  /**
   * Opens a workbook whose answers come from another model: one, for a country that no test asks for. cells: that show
   * it;
   * isFitted: whether its confidence was learnt.
   */
  openWithAnswersOfAnother: async (cells: readonly string[] = [], isFitted = true) => {
    const answer = { question: "k".repeat(22), settings: PLAIN_STAMP, cells, value: "Rabat" };
    host.answers = await keptText([{ ...answer, confidence: 0.5, isFitted, model: OTHER_MODEL }]);
    return product.openWorkbook();
  },
  host,
  completer,
  /** How the model's opening goes on. */
  progress: (loadedBytes: number, totalBytes: number) =>
    opening.at(-1)!.calls.onProgress?.({ phase: "download", loadedBytes, totalBytes }),
  ready: () => opening.at(-1)!.resolve(),
  /** What the model says it runs on, once it is ready. */
  setRuntime: (runtime: ModelRuntime) => Object.assign(completer.model, { runtime }),
  fail: () =>
    opening
      .at(-1)!
      .reject(new EngineError({ code: "storage-too-small", neededBytes: 253e6, freeBytes: 10e6 })),
  /** Fills a column below the examples; the answers stand from B4 on. */
  fill: (inputs: readonly string[], caller = "Sheet1!B4", options: string | null = null) =>
    product.gpt({
      examplesOrInput: { values: SHEET.slice(1), address: "Sheet1!A2:B3" },
      input: { values: inputs.map((input) => [input]), address: "Sheet1!A4" },
      headers: null,
      options: options === null ? null : { values: [[options]], address: null },
      caller,
      signal: new AbortController().signal,
    }),
  /** Shortens names below two finished ones by a rule; the answers stand from B4 on. */
  format: (inputs: readonly string[]) =>
    product.run({ caller: "Sheet1!B4", signal: new AbortController().signal }, (bench) =>
      formatAnswers(
        {
          examples: {
            values: [
              ["Ann Lee", "LEE"],
              ["Bo Marsh", "MARSH"],
            ],
            address: null,
          },
          input: { values: inputs.map((input) => [input]), address: null },
          headers: null,
          options: null,
        },
        bench,
      ),
    ),
};
Object.assign(window, { pane });
export type PanePage = typeof pane;

followLanguage(navigator.language);
renderPane(document.querySelector("#root") as HTMLElement, product);
