import type { ErrorTexts } from "./error-catalogue.ts";
import { short } from "./error-entry.ts";
import { GERMAN_MODEL_ERRORS } from "./german-model-errors.ts";

const rows = (amount: number): string => `${amount} ${amount === 1 ? "Zeile" : "Zeilen"}`;
const columns = (amount: number): string => `${amount} ${amount === 1 ? "Spalte" : "Spalten"}`;

/** The texts of the catalogue in German. */
export const GERMAN_ERRORS: ErrorTexts = {
  ...GERMAN_MODEL_ERRORS,
  missingArgument: ({ name, expected }) =>
    `Das Argument „${short(name)}“ fehlt oder ist leer. Geben Sie ${short(expected, 80)} an.`,
  examplesOneColumn: () =>
    "Die Beispiele haben nur eine Spalte. Wählen Sie mindestens zwei, wie A2:B6: erst die Eingaben, zuletzt die Antworten.",
  inputColumnsDiffer: ({ examples, input }) =>
    `Die Beispiele haben ${columns(examples)} mit Eingaben, die Eingabe hat ${input}. Wählen Sie eine Eingabe mit ${columns(examples)}.`,
  headersDiffer: ({ headers, columns: count }) =>
    `Für ${columns(count)} der Beispiele gibt es ${headers} ${headers === 1 ? "Überschrift" : "Überschriften"}. Wählen Sie eine Zeile mit einer Überschrift je Spalte. Optionen sind ein eigenes Argument, hinter den Überschriften.`,
  noFinishedExample: () =>
    "Keine Zeile der Beispiele ist fertig. Füllen Sie mindestens eine aus, auch ihre Antwort in der letzten Spalte.",
  noExampleAround: () =>
    "Um diese Zelle stehen keine fertigen Zeilen. Tippen Sie zwei oder drei Antworten in diese Spalte, oder nennen Sie in der Formel zuerst die Beispiele, wie A2:B6.",
  noAppAround: () =>
    "Um diese Zelle stehen keine Beschreibungen mit dem Code ihrer Apps. Nennen Sie welche nach der Beschreibung, wie A2:B6, oder kopieren Sie die der Beispielmappe darüber.",
  inputNotOneRow: ({ rows: count }) =>
    `Ohne Beispiele muss die Eingabe eine Zeile sein; diese hat ${count}. Wählen Sie eine Zeile, oder nennen Sie vor ihr die Beispiele, wie A2:B6.`,
  inputElsewhere: () =>
    "Ohne Beispiele muss die Eingabe in der Zeile der Formel stehen. Wählen Sie Zellen dieser Zeile, oder nennen Sie vor ihr die Beispiele, wie A2:B6.",
  callerInInput: () => "Zur Eingabe gehört die Zelle der Formel selbst. Wählen Sie nur die Zellen neben ihr.",
  callerUnknown: () =>
    "Die Tabelle sagt nicht, wo diese Formel steht. Nennen Sie in ihr zuerst die Beispiele, wie A2:B6.",
  tooManyColumns: ({ columns: count, limit }) =>
    `Der Bereich hat ${count} Spalten, höchstens ${limit} sind möglich. Wählen Sie weniger Spalten.`,
  tooManyRows: ({ rows: count, limit }) =>
    `Der Bereich hat ${count} Zeilen, eine Formel nimmt höchstens ${limit}. Verteilen Sie ihn auf mehrere Formeln.`,
  tooManyCells: ({ cells, limit }) =>
    `Diese Formel würde ${cells} Zellen füllen, eine füllt höchstens ${limit}. Verteilen Sie sie auf mehrere Formeln.`,
  inputBlank: () => "Die Eingabe ist leer. Tippen Sie etwas in ihre Zelle, oder wählen Sie eine andere.",
  nothingGiven: () =>
    "Die Formel sagt nicht, was zu beantworten ist. Schreiben Sie =GPT(A7) neben fertige Zeilen, oder =GPT(A2:B6, A7) mit A2:B6 als Beispielen.",
  textTooLong: ({ characters, limit }) =>
    `Der Text hat ${characters} Zeichen, eine Zelle fasst höchstens ${limit}. Kürzen Sie ihn.`,
  optionsUnreadable: ({ text }) =>
    `Die Option „${short(text)}“ ist nicht lesbar. Schreiben Sie Name=Wert, mit ; zwischen Optionen: "temperature=0.7; max tokens=12".`,
  labelsNotCommas: ({ labels }) =>
    `Ein Strichpunkt beendet eine Option. Schreiben Sie Kommas zwischen die Antworten: "one of: ${short(labels)}".`,
  optionsNotTwoColumns: ({ columns: count }) =>
    `Der Bereich der Optionen hat ${columns(count)}. Wählen Sie zwei: Namen in der ersten, Werte in der zweiten.`,
  unknownOption: ({ name, nearest }) =>
    `Eine Option „${short(name)}“ gibt es nicht. Meinten Sie „${nearest}“?`,
  optionUnreadable: ({ option, value, expected }) =>
    `Die Option „${option}“ kann nicht „${short(value, 30)}“ sein. Geben Sie ${short(expected, 90)} an.`,
  optionOutOfRange: ({ option, value, min, max, aboveMin }) =>
    `Die Option „${option}“ ist ${value}. Geben Sie eine Zahl ${aboveMin ? `über ${min} und bis ${max}` : `von ${min} bis ${max}`} an.`,
  promptTooLong: ({ tokens, limit }) =>
    `Prompt und Antwort brauchen ${tokens} Tokens, das Modell liest ${limit}. Kürzen Sie Eingabe oder Beispiele, oder senken Sie max tokens.`,
  exampleOutsideLabels: ({ answer }) =>
    `Die Antwort „${short(answer)}“ eines Beispiels gehört nicht zu den erlaubten. Nehmen Sie sie dazu, oder ändern Sie das Beispiel.`,
  typeUnknown: ({ text, types }) =>
    `Eine Art von Antworten „${short(text, 30)}“ gibt es nicht. Geben Sie eine von ${short(types, 80)} an, oder die erlaubten Antworten.`,
  textsInOneColumn: ({ columns: count }) =>
    `Die Texte haben ${columns(count)}, und zu jedem wird mehreres gesucht. Wählen Sie die Texte einer Spalte.`,
  fillNoInput: () =>
    "Links von dieser Spalte steht keine, aus der gelesen werden kann. Wählen Sie die Spalte, in die die Antworten gehören.",
  fillNoExample: () =>
    "In dieser Spalte ist keine Zeile fertig. Tippen Sie zwei oder drei Antworten hinein; sie zeigen, was gewünscht ist. Oder wählen Sie, wo eine leere Zeile diese Zeilen von fertigen trennt, beide aus.",
  fillOnlyHeader: () =>
    "Nur die erste Zeile ist fertig, und sie sieht aus wie die Namen der Spalten. Tippen Sie zwei oder drei Antworten darunter; sie zeigen, was gewünscht ist.",
  fillNothingEmpty: () =>
    "Jede Zeile dieser Spalte hat ihre Antwort. Wählen Sie eine Spalte mit leeren Zellen. Oder wählen Sie, wo unter einer leeren Zeile noch welche stehen, diese mit den fertigen zusammen aus.",
  fillApps: ({ formula }) =>
    `Die fertigen Zeilen sind Code von Apps, den =GPT.CODE schreibt. Tippen Sie ${formula} in die erste leere Zelle, und ziehen Sie ihre Ecke nach unten.`,
  nothingToFreeze: () =>
    "Es ist keine Antwort des Modells ausgewählt. Wählen Sie Zellen mit =GPT(…), die fertig sind.",
  answerSpills: () =>
    "Diese Zelle füllt die Formel einer anderen. Wählen Sie jene, und frieren Sie sie erst ein.",
  argumentNotOneCell: ({ name }) =>
    `Das Argument „${short(name)}“ hat mehrere Zellen. Geben Sie einen Wert an, oder wählen Sie eine Zelle.`,
  argumentUnreadable: ({ name, value, expected }) =>
    `Das Argument „${short(name)}“ kann nicht „${short(value, 30)}“ sein. Geben Sie ${short(expected, 80)} an.`,
  rowsNotOne: ({ rows: count }) =>
    `Die Eingabe hat ${rows(count)}, und schon das Ergebnis von einer füllt mehrere. Wählen Sie eine Zeile.`,
  rowColumnsDiffer: ({ examples, rows: count }) =>
    `Die Beispiele haben ${columns(examples)}, die Zeilen ${count}. Wählen Sie Zeilen mit allen Spalten der Beispiele, die Antwort zuletzt.`,
  shapesDiffer: () =>
    "Die zwei Bereiche passen nicht zusammen. Wählen Sie gleich große, oder für einen eine Zelle, eine Zeile oder eine Spalte.",
  textsNotOneColumn: ({ columns: count }) =>
    `Die Texte haben ${columns(count)}. Wählen Sie eine Spalte mit Texten.`,
  tooFewToTest: () =>
    "Es gibt kein anderes Beispiel, an dem dieses geprüft werden kann. Füllen Sie zwei Zeilen oder mehr aus.",
  nothingToScore: () =>
    "Dieser Text ist zu kurz, um zu sagen, wie wahrscheinlich er ist. Geben Sie einen längeren an.",
  noAnswerThere: ({ address }) =>
    `In ${short(address)} kam keine Antwort, seit diese Seite offen ist. Wählen Sie eine Zelle mit =GPT(…), die fertig ist, oder nennen Sie Beispiele und Eingabe.`,
  ruleAnswered: () =>
    "Diese Antwort stammt von einer einfachen Regel, nicht vom Modell. Wählen Sie die Zelle, dann steht die Regel im Bereich.",
  answerKept: () =>
    "Diese Antwort kam mit der Arbeitsmappe und wurde nicht neu gerechnet. Drücken Sie im Bereich „Neu starten“, um zu sehen, was das Modell liest.",
  modelCannotCompare: () =>
    "Dieses Modell gibt nur Antworten und kann Texte nicht vergleichen. Wählen Sie im Bereich das Modell des Browsers.",
  emptyAnswer: () =>
    "Das Modell gab eine leere Antwort. Fügen Sie ein, zwei Beispiele hinzu, oder fassen Sie sie anders.",
  answerOfOtherType: ({ answer, type }) =>
    `Die Antwort „${short(answer)}“ ist nicht von der Art ${short(type, 12)}. Fügen Sie ein, zwei Beispiele hinzu, oder geben Sie eine andere Art an.`,
  unsure: ({ percent, guess }) =>
    `Unsicher (${percent} %), beste Vermutung: ${short(guess, 60)}. Fügen Sie Beispiele hinzu, tippen Sie die Antwort, oder senken Sie „confidence“.`,
  cancelled: () => "Diese Zelle wurde angehalten. Drücken Sie im Bereich „Neu starten“.",
};
