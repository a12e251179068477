import type { ErrorTexts } from "./error-catalogue.ts";
import { megabytes, short } from "./error-entry.ts";
import type { MODEL_ERRORS } from "./model-errors.ts";

/** The texts of model-errors.ts in German. */
export const GERMAN_MODEL_ERRORS: Pick<ErrorTexts, keyof typeof MODEL_ERRORS> = {
  modelNotReady: ({ percent }) =>
    `Das Modell lädt (${Math.floor(percent)} %). Die Antwort kommt von selbst; der Bereich zeigt, wie lange es dauert.`,
  modelMissing: ({ detail }) =>
    `Das Modell ist nicht da (${short(detail, 60)}). Öffnen Sie den Bereich und laden Sie es, oder fragen Sie den Betreiber dieser Seite.`,
  modelInUse: () =>
    "Ein anderer Tab oder ein anderes Fenster dieses Browsers hat dieses Modell geöffnet. Drücken Sie noch einmal „Löschen“, wenn es dort geschlossen ist.",
  modelDamaged: ({ piece }) =>
    `Ein Teil des Modells ist beschädigt (${short(piece, 60)}). Öffnen Sie den Bereich und laden Sie es neu.`,
  modelFileInvalid: ({ detail }) =>
    `Die Datei des Modells ist nicht lesbar (${short(detail, 70)}). Wählen Sie im Bereich eine vollständige GGUF-Datei.`,
  modelUnsupported: ({ detail }) =>
    `Ein Modell dieser Art läuft hier nicht (${short(detail, 70)}). Wählen Sie im Bereich ein anderes.`,
  storageTooSmall: ({ neededBytes, freeBytes }) => {
    const free =
      freeBytes === null ? "der Browser hat für diese Seite weniger" : `frei sind ${megabytes(freeBytes)}`;
    const problem =
      neededBytes === null
        ? "Der Browser hat für das Modell keinen Platz mehr"
        : `Das Modell braucht ${megabytes(neededBytes)}, ${free}`;
    return `${problem}. Schaffen Sie Platz, und laden Sie es dann im Bereich.`;
  },
  networkFailed: ({ url }) =>
    `Das Laden brach ab: ${short(url, 60)} hat nicht geantwortet. Prüfen Sie die Verbindung, und drücken Sie im Bereich „Noch einmal“.`,
  lessonUnknown: ({ name, known }) =>
    `Unter „${short(name, 40)}“ wurde nichts gelehrt. ${known.length === 0 ? "Drücken Sie erst im Bereich „Lehren“." : `Nehmen Sie einen dieser Namen: ${short(known.join(", "), 100)}.`}`,
  lessonOfOtherModel: ({ name }) =>
    `Die Lektion „${short(name, 40)}“ gehört zu einem anderen Modell. Lehren Sie sie im Bereich auch dieses, oder laden Sie das andere.`,
  lessonUnnamed: () =>
    "Was gelehrt wird, braucht einen Namen. Geben Sie im Bereich einen ein; Formeln nennen ihn in ihren Optionen.",
  lessonTooShort: ({ rows, least }) =>
    `Ausgewählt sind nur ${rows} fertige Zeilen. Wählen Sie mindestens ${least} Zeilen mit ihren Antworten in der letzten Spalte.`,
  lessonsFull: () =>
    "In der Arbeitsmappe ist kein Platz für eine weitere Lektion. Löschen Sie im Bereich erst eine.",
  lessonRowTooLong: ({ row, tokens, limit }) =>
    `Die Zeile „${short(row, 40)}“ ist zum Lehren zu lang: ${tokens} Token mit den Zeilen davor, höchstens ${limit}. Kürzen Sie sie, oder lassen Sie sie weg.`,
  modelNotTeachable: () =>
    "Dieses Modell kann hier nichts lernen. Wählen Sie ein Modell, das in dieser Seite läuft.",
  adapterInvalid: ({ detail }) =>
    `Das Gelehrte ist nicht brauchbar (${short(detail, 60)}). Lehren Sie es im Bereich neu, oder holen Sie eine Datei für dieses Modell.`,
  engineCrashed: ({ detail }) =>
    `Das Modell stürzte ab (${short(detail, 60)}). Drücken Sie im Bereich „Alle neu berechnen“; weniger offene Tabs geben Speicher frei.`,
  modelOutOfReach: () =>
    "Dieses Modell läuft anderswo und lässt sich nicht ansehen. Wählen Sie eines, das in diesem Browser läuft.",
  serverUnreachable: ({ address, detail }) =>
    `Der Server ${short(address)} hat nicht geantwortet (${short(detail)}). Prüfen Sie Adresse und Netz; er muss diese Seite zulassen.`,
  serverRefused: ({ address, status, detail }) =>
    `Der Server ${short(address)} lehnte ab (${status}: ${short(detail, 50)}). Prüfen Sie Modell und Schlüssel im Bereich.`,
  serverReplyInvalid: ({ address, detail }) =>
    `Der Server ${short(address)} schickte Unlesbares (${short(detail, 50)}). Prüfen Sie, ob er das OpenAI-Protokoll spricht.`,
};
