import type { Messages } from "../messages.ts";
import { cellsText } from "./counts.ts";
import { FILL } from "./fill.ts";
import { MODEL, MODELS, GENTLE } from "./model.ts";
import { SERVER } from "./server.ts";
import { KEPT, WORK, LOG } from "./work.ts";
import { SELECTED } from "./selected.ts";
import { DISTRIBUTION, INSIDE, LAYERS, CHARTS, INFLUENCE } from "./inside.ts";
import { SETTINGS } from "./settings.ts";
import { APP } from "./app.ts";

/** The sentences of messages.ts in German. */
export const GERMAN: Messages = {
  pane: "Fewshot",
  dismiss: "Schließen",
  actionFailed: (message) => `Das ging nicht: ${message}`,

  undo: "Rückgängig",
  onSheet: (sheet) => `Das war auf dem Blatt „${sheet}“.`,
  edits: {
    fill: (cells) => `${cellsText(cells)} ausgefüllt.`,
    freeze: (cells) => `${cellsText(cells)} eingefroren.`,
    unfreeze: (cells) => `${cellsText(cells)} dem Modell zurückgegeben.`,
    accept: () => "Antwort angenommen.",
    correct: () => "Antwort berichtigt.",
    retype: () => "Code in der Zelle behalten.",
    learn: (cells) =>
      `${cellsText(cells)} ${cells === 1 ? "lernt" : "lernen"} jetzt von allen fertigen Zeilen.`,
    redo: (cells) => `${cellsText(cells)} neu gefragt.`,
  },

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
  influence: INFLUENCE,
  charts: CHARTS,
  settings: SETTINGS,
  log: LOG,
  app: APP,

  officeMissing: {
    title: "Diese Seite gehört in Excel",
    body: "Excel hat nicht geantwortet. Entweder wurde diese Seite außerhalb von Excel geöffnet, oder das Netz sperrt Microsofts Skript, das beide verbindet.",
    steps: [
      "In Excel: Start > Add-Ins öffnen und Fewshot dort starten.",
      "Wenn Sie schon in Excel sind: die Verbindung prüfen, diesen Bereich schließen und neu öffnen.",
      "Ohne Excel: der Spielplatz, dieselben Funktionen auf einem Blatt im Browser.",
    ],
    playground: "Spielplatz öffnen",
  },
  startFailed: (message) => `Fewshot konnte nicht starten: ${message}`,
  language: "Sprache",
};
