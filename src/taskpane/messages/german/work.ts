import type { Messages } from "../messages.ts";
import { countText, rateText } from "../../language/quantities.ts";
import { timeLeft } from "./counts.ts";

export const KEPT: Messages["kept"] = {
  title: "Antworten eines anderen Modells",
  text: (answers, models, current) =>
    `${countText(answers)} ${answers === 1 ? "Antwort" : "Antworten"} dieser Arbeitsmappe ${answers === 1 ? "kommt" : "kommen"} von ${models}; hier antwortet ${current}. Sie bleiben, wie sie sind, bis Sie neu fragen.`,
  renew: "Neu fragen",
};

export const WORK: Messages["work"] = {
  title: "Arbeit",
  idle: "Nichts zu tun.",
  progress: (done, total) => `${countText(done)} von ${countText(total)} Zeilen`,
  state: (waiting, running) => `${countText(waiting)} warten, ${countText(running)} laufen`,
  rate: (rowsPerSecond) => `${rateText(rowsPerSecond)} Zeilen/s`,
  timeLeft,
  columns: "Nach Spalte",
  column: (sheet, column) => (sheet === "" ? column : `${sheet}, Spalte ${column}`),
  columnProgress: (name, ended, rows) => `${name}: ${countText(ended)} von ${countText(rows)}`,
  pause: "Anhalten",
  resume: "Fortsetzen",
  paused: "Angehalten.",
  answering: "Antwortet.",
  stop: "Beenden",
  failed: (count) => `${countText(count)} fehlgeschlagen`,
  stopped: (count) => `${countText(count)} beendet`,
  runAgain: "Neu starten",
  formulas: "GPT-Formeln",
  recalculate: "Alle neu berechnen",
  recalculateHint: {
    excel:
      "Berechnet jede GPT-Formel neu. Nötig, nachdem Sie Zellen geändert haben, die =GPT(A7) als Beispiele liest: Excel beobachtet sie nicht.",
    playground: "Berechnet jede GPT-Formel neu.",
  },
  order: {
    excel: "Zuerst die Zeilen auf dem Bildschirm; wo Excel sie nicht nennt, die um die gewählte Zelle.",
    playground: "Zuerst die Zeilen auf dem Bildschirm.",
  },
};

export const LOG: Messages["log"] = {
  title: "Fehler",
  none: "Keine Fehler.",
  clear: "Leeren",
  count: (count) => `${countText(count)} Fehler`,
};
