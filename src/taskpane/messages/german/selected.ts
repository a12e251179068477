import type { Messages } from "../messages.ts";
import { outOfHundred } from "../selected.ts";
import { countText, durationText, percentText } from "../../language/quantities.ts";

export const SELECTED: Messages["selected"] = {
  title: "Gewählte Zelle",
  nothing: "Wählen Sie eine Zelle mit =GPT(…), um zu sehen, was das Modell las und wie sicher es ist.",
  example: "Zum Beispiel: fertige Zeilen in A2:B6, dann =GPT($A$2:$B$6, A7) in B7.",
  noAnswer: (address) =>
    `In ${address} steht keine Antwort des Modells. Wählen Sie eine Zelle mit =GPT(…), die fertig ist.`,
  notRun: (address) =>
    `Was ${address} zeigt, ist von früher, und wie sicher das Modell war, ist hier noch nicht bekannt. Starten Sie die Zelle neu, um es zu sehen.`,
  notAsked: (address) =>
    `${address} hat keine Antwort, und das Modell wurde nicht gefragt. Starten Sie die Zelle neu. Ändert das nichts, sehen Sie sich die Formel an: Der Spielplatz will Kommas zwischen den Argumenten, =GPT($A$2:$B$6, A7), und jeden Namen ganz ausgeschrieben.`,
  nearFunction: (written, meant) => `Eine Funktion ${written} gibt es nicht. Meinten Sie =${meant}(…)?`,
  queued: "Wartet, bis sie dran ist.",
  waitsForModel: "Wartet auf das Modell: siehe oben unter „Modell“.",
  running: "Läuft.",
  kept: (model) =>
    `Mit der Arbeitsmappe aufbewahrt, von ${model}; es wurde nichts gerechnet. Starten Sie sie neu, um Prompt und Tokens zu sehen.`,
  sure: (probability) => `${percentText(probability)} wahrscheinlich richtig`,
  sureHint: (probability) =>
    `Kein Versprechen: Von 100 Antworten mit dieser Zahl waren etwa ${outOfHundred(probability)} richtig, in Spalten, deren Antworten bekannt sind. Eine Antwort, die viele Zeilen einer Spalte bekommen, zählt weniger. Die Wahrscheinlichkeit, die das Modell selbst angibt, steht darunter.`,
  ownSure: (probability) => `${percentText(probability)} laut Modell`,
  ownSureHint:
    "Die Wahrscheinlichkeit, die das Modell selbst diesem Text gibt. Ohne Beispiele hat niemand gezählt, wie oft solche Antworten richtig sind.",
  ownProbability: "Wahrscheinlichkeit des Modells",
  emptyAnswer: "(leer)",
  rule: "Regel",
  certainty: { exact: "Sichere Regel", likely: "Wahrscheinliche Regel" },
  certaintyHint: {
    exact:
      "In den Beispielen gefunden, ohne das Modell: Jede führende Regel, die sie erklärt, gibt diese Antwort.",
    likely:
      "In den Beispielen gefunden, ohne das Modell: die einfachste Regel, die sie erklärt. Eine andere gäbe hier etwas anderes. Ein weiteres Beispiel dieser Art entscheidet.",
  },
  format: "Format",
  formatText: (title, isChosen) => (isChosen ? `${title}, von Ihren Beispielen gewählt` : title),
  answeredBy: "Beantwortet von",
  answeredByText: (model, origin) => `${model} bei ${origin}`,
  tries: "Versuche",
  triesText: (written, compiles) =>
    compiles
      ? `${countText(written)}; die davor ließen sich nicht übersetzen`
      : `${countText(written)}, keiner lässt sich übersetzen; dies ist der wahrscheinlichste`,
  promptTokens: "Prompt",
  promptTokensText: (tokens) => `${countText(tokens)} Tokens`,
  examples: "Beispiele",
  examplesText: (used, dropped) =>
    dropped === 0 ? countText(used) : `${countText(used)} benutzt, ${countText(dropped)} weggelassen`,
  time: "Zeit",
  timeText: durationText,
  cached: "Aus dem Gedächtnis",
  runAgain: "Neu starten",
  accept: "Annehmen",
  correct: "Berichtigen",
  correction: "Ihre Antwort",
  saveCorrection: "Speichern",
  notCorrected: (address, reason) => `${address} wurde nicht berichtigt. ${reason}`,
  review: (answers, unsure) =>
    `${countText(answers)} ${answers === 1 ? "Antwort" : "Antworten"}, ${countText(unsure)} unsicher`,
  nextUnsure: "Nächste unsichere",
  otherSheet: (sheet) =>
    `Weiter auf dem Blatt „${sheet}“: Auf dem vorigen ist nach der gewählten Zelle keine Antwort unsicher.`,
  selection: "Gewählte Zellen",
  freeze: "Einfrieren",
  freezeHint: "Setzt die Antworten an die Stelle der Formeln, sodass sie bleiben, wie sie sind.",
  unfreeze: "Auftauen",
  unfreezeHint: "Gibt Zellen ihre Formeln zurück, die eingefroren wurden, seit diese Seite geöffnet ist.",
  prompt: "Was das Modell las",
  copy: "Prompt kopieren",
  copied: "Kopiert",
  tokens: "Antwort, Token für Token",
  tokensHint:
    "Jedes Token mit der Wahrscheinlichkeit des Modells. Der zweite Balken ist die Aussicht, unter den Einstellungen unten gezogen zu werden; er bewegt sich mit ihnen. Die Wiederholungsstrafe zeigt sich hier nicht, auch nicht Tokens außerhalb der 32 wahrscheinlichsten.",
  tokenLabel: (text, probability) => `Token ${text}, ${percentText(probability)}`,
  rivals: "Kandidaten an dieser Stelle",
  candidate: "Token",
  probability: "Modell",
  picked: "Gezogen",
  percent: percentText,
};
