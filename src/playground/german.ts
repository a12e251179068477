import type { LeftOut } from "../host/playground/workbook-data.ts";
import { listed } from "./listed.ts";
import type { Messages } from "./messages.ts";

const LEFT_OUT: Readonly<Record<LeftOut, string>> = {
  looks: "Schriften, Farben, Rahmen",
  drawings: "Diagramme, Bilder",
  rules: "bedingte Formate, Auswahllisten",
  merged: "verbundene Zellen",
  comments: "Kommentare",
  tables: "Tabellen",
  hidden: "Ausgeblendetes",
};

/** The sentences of messages.ts in German. */
export const GERMAN: Messages = {
  name: "Fewshot",
  toolbar: "Arbeitsmappe",
  open: "Öffnen",
  openHint: "Eine .xlsx-Arbeitsmappe öffnen (Strg+O)",
  save: "Speichern",
  saveHint: "Als .xlsx speichern (Strg+S)",
  newWorkbook: "Neu",
  newHint: "Eine andere Arbeitsmappe beginnen",
  empty: "Leere Arbeitsmappe",
  sample: "Beispielmappe",
  showPane: "Bereich zeigen",
  hidePane: "Bereich ausblenden",
  changed: "geändert",
  grid: "Tabelle",
  cell: (address, shown) => `${address}: ${shown}`,
  emptyCell: "leer",
  waitingCell: "wartet auf die Antwort",
  loadingGrid: "Die Tabelle lädt…",
  loadingPane: "Der Bereich lädt…",
  drop: "Eine .xlsx-Arbeitsmappe hier ablegen, um sie zu öffnen, oder ein .gguf-Modell, um es hinzuzufügen",
  dismiss: "Schließen",

  saved: (name) => `${name}.xlsx liegt in den Downloads.`,
  leftOut: {
    opened: (name, what) =>
      `${name} ist offen ohne das, was diese Seite nicht aufbewahrt (${listed(what, LEFT_OUT)}). Einer hier gespeicherten Datei wird es fehlen: Behalten Sie die geöffnete.`,
    saved: (name, what) =>
      `${name}.xlsx liegt in den Downloads, ohne das, was diese Seite nicht aufbewahrt (${listed(what, LEFT_OUT)}). Behalten Sie die geöffnete Datei.`,
  },
  modelFailed: (message) => `Das Modell wurde nicht hinzugefügt: ${message}`,
  openFailed: "Die Datei wurde nicht geöffnet.",
  settingsFailed: "Die Arbeitsmappe ist offen, aber nicht mit ihren eigenen Einstellungen.",
  saveFailed: "Die Arbeitsmappe wurde nicht gespeichert.",
  tooManyFiles: "Bitte nur eine Datei auf einmal ablegen; es wurde nichts geöffnet.",
  startFailed: (message) =>
    `Die Seite konnte nicht starten: ${message} Laden Sie sie neu; hilft das nicht, dann in einem anderen Browser.`,

  ask: {
    title: (name) => `Die Änderungen an ${name} speichern?`,
    body: "Sonst geht verloren, was seit dem letzten Speichern eingegeben wurde.",
    save: "Speichern",
    discard: "Nicht speichern",
    cancel: "Abbrechen",
  },

  draft: {
    title: "Etwas wurde nicht gespeichert.",
    text: (name, when) => `${name} war hier offen und liegt in diesem Browser, wie es am ${when} war.`,
    open: "Öffnen",
    remove: "Löschen",
    later: "Nicht jetzt",
    failed: (message) => `Dieser Browser behält nicht, was nicht gespeichert ist: ${message}`,
  },

  tour: {
    title: (step, steps, title) => `${step} von ${steps}: ${title}`,
    back: "Zurück",
    next: "Weiter",
    done: "Fertig",
    skip: "Rundgang überspringen",
    steps: {
      examples: {
        title: "Einige fertige Zeilen",
        text: "Die getönten Zeilen hat ein Mensch beantwortet. Sie sind die Beispiele: Das Modell macht so weiter.",
      },
      formula: {
        title: "Die Formel fragt das Modell",
        text: "B12 nennt die Beispiele und die nächste Eingabe. Ziehen Sie die Ecke bis B16. Das Modell lädt einmal und läuft in dieser Seite; nichts, was Sie eingeben, verlässt sie.",
      },
      confidence: {
        title: "Wie sicher es war",
        text: "Wählen Sie eine Antwort: Der Bereich zeigt, wie sicher das Modell war, was es las und was es sonst gesagt hätte. „Nächste unsichere“ führt zu den Antworten, die einen Blick wert sind.",
      },
      fill: {
        title: "Keine Formel nötig",
        text: "Wählen Sie eine leere Zelle unter Antworten: „Spalte ausfüllen“ schlägt den Rest vor, prüft ihn an Ihren Beispielen und schreibt ihn.",
      },
      own: {
        title: "Ihre eigene Tabelle",
        text: "Öffnen Sie eine .xlsx-Arbeitsmappe, oder legen Sie sie hier ab. Strg+O öffnet, Strg+S speichert, F6 wechselt von der Tabelle zum Bereich, zu dieser Leiste und zurück.",
      },
    },
  },

  menu: { fill: "Diese Spalte ausfüllen", redo: "Neu fragen", freeze: "Antworten einfrieren" },

  untitled: "Arbeitsmappe",
  firstSheet: "Tabelle1",
};
