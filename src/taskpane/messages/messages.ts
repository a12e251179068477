import type { EditSummary } from "../../app/edits/edit-history.ts";
import { inCurrentLanguage, type Translated } from "../../core/language/language.ts";
import { GERMAN } from "./german/german.ts";
import { cellsText } from "./counts.ts";
import { FILL } from "./fill.ts";
import { MODEL, MODELS, GENTLE } from "./model.ts";
import { SERVER } from "./server.ts";
import { KEPT, WORK, LOG } from "./work.ts";
import { SELECTED } from "./selected.ts";
import { DISTRIBUTION, INSIDE, LAYERS, CHARTS, INFLUENCE } from "./inside.ts";
import { SETTINGS } from "./settings.ts";
import { APP } from "./app.ts";

/** Every sentence of the pane, by the card that says it; german/ has the same ones. */
const ENGLISH = {
  pane: "Fewshot",
  dismiss: "Dismiss",
  actionFailed: (message: string) => `That did not work: ${message}`,

  undo: "Undo",
  onSheet: (sheet: string) => `That was on the sheet “${sheet}”.`,
  edits: {
    fill: (cells: number) => `${cellsText(cells)} filled.`,
    freeze: (cells: number) => `${cellsText(cells)} frozen.`,
    unfreeze: (cells: number) => `${cellsText(cells)} given back to the model.`,
    accept: () => "Answer accepted.",
    correct: () => "Answer corrected.",
    retype: () => "Code kept in the cell.",
    learn: (cells: number) =>
      `${cellsText(cells)} now ${cells === 1 ? "learns" : "learn"} from all finished rows.`,
    redo: (cells: number) => `${cellsText(cells)} asked again.`,
  } satisfies Record<EditSummary["kind"], (cells: number) => string>,

  fill: FILL,
  model: MODEL,
  models: MODELS,
  server: SERVER,
  kept: KEPT,
  work: WORK,
  gentle: GENTLE,
  selected: SELECTED,
  distribution: DISTRIBUTION,
  inside: INSIDE,
  layers: LAYERS,
  charts: CHARTS,
  settings: SETTINGS,
  log: LOG,
  influence: INFLUENCE,
  app: APP,

  officeMissing: {
    title: "This page belongs inside Excel",
    body: "Excel did not answer. Either this page was opened outside Excel, or the network blocks Microsoft's script that connects the two.",
    steps: [
      "In Excel, open Home > Add-ins and start Fewshot from there.",
      "If you are in Excel already, check the connection and close and open this pane again.",
      "Without Excel, use the playground: the same functions on a sheet in the browser.",
    ],
    playground: "Open the playground",
  },
  startFailed: (message: string) => `Fewshot could not start: ${message}`,
  language: "Language",
} as const;

/** The texts of the pane in one language: a key that is missing in one does not compile. */
export type Messages = Translated<typeof ENGLISH>;

/** Every sentence of the pane, in the language that is set. */
export const MESSAGES: Messages = inCurrentLanguage<Messages>({ en: ENGLISH, de: GERMAN });
