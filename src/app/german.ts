import type { Messages } from "./messages.ts";

/** The sentences of messages.ts in German. */
export const GERMAN: Messages = {
  settingsUnreadable: (reason) =>
    `Die Einstellungen dieser Arbeitsmappe konnten nicht gelesen werden: ${reason}`,
  settingsDamaged:
    "Die Einstellungen dieser Arbeitsmappe sind beschädigt. Es gelten die üblichen; stellen Sie sie im Bereich neu ein.",
  settingsRefused: (names) =>
    `Einige Einstellungen dieser Arbeitsmappe sind nicht brauchbar: ${names}. Für sie gelten die üblichen.`,
  settingRefused: (name) => `Die Einstellung „${name}“ kann diesen Wert nicht haben.`,
  answersDamaged:
    "Die Antworten, die in dieser Arbeitsmappe aufbewahrt sind, sind beschädigt. Die Zellen behalten, was sie zeigen; Formeln, die neu rechnen, fragen das Modell.",
  answersUnreadable: (reason) =>
    `Die Antworten, die in dieser Arbeitsmappe aufbewahrt sind, konnten nicht gelesen werden: ${reason}`,
  answersNotKept: (reason) => `Die Antworten konnten nicht in der Arbeitsmappe aufbewahrt werden: ${reason}`,
  lessonsDamaged:
    "Was in dieser Arbeitsmappe gelehrt wurde, ist beschädigt; brauchbar ist, was der Bereich davon nennt. Lehren Sie das Übrige neu, oder holen Sie es aus einer Datei.",
  lessonsUnreadable: (reason) =>
    `Was in dieser Arbeitsmappe gelehrt wurde, konnte nicht gelesen werden: ${reason}`,
  noLesson: (name) => `Unter dem Namen „${name}“ wurde nichts gelehrt.`,
  changedSince: (cells) =>
    cells === 1
      ? "Eine Zelle wurde seither geändert und bleibt, wie sie ist."
      : `${cells} Zellen wurden seither geändert und bleiben, wie sie sind.`,
  sheetGone: (sheet) =>
    `Das Blatt „${sheet}“ gibt es nicht mehr: Was dort getan wurde, kann nicht zurückgenommen werden. Drücken Sie noch einmal auf „Rückgängig“ für das, was davor war.`,
  rowsMoved:
    "Seither wurden Zeilen verschoben, eingefügt oder gelöscht, und die alten Formeln läsen andere Zellen: Nichts wurde zurückgeholt. Füllen Sie die Spalte neu aus, wo Sie Formeln möchten.",
  nothingFrozen:
    "Hier wurde nichts eingefroren, seit diese Seite geöffnet ist, oder es wurde seitdem geändert. Geben Sie die Formel ein, oder wählen Sie andere Zellen.",
  holdsFormula:
    "Diese Zelle enthält eine Formel, und die bleibt. Kopieren Sie den Text, und setzen Sie ihn in eine andere Zelle.",
  filledByFormula:
    "Diese Zelle füllt die Formel einer anderen, und die bleibt. Kopieren Sie den Text, und setzen Sie ihn in eine andere Zelle.",
  correctionsGone:
    "Die Spalte hat sich geändert: Es gibt nichts mehr, wovon zu lernen wäre. Wählen Sie sie noch einmal.",
  unclearNumber: (text, numbers) =>
    `„${text}“ kann hier ${numbers.join(" oder ")} sein. Geben Sie die Zahl ein, die Sie meinen.`,
  examplesChanged:
    "Die fertigen Zeilen sind nicht mehr die, die gezeigt wurden. Sehen Sie sich die neuen an, und füllen Sie noch einmal aus.",
  rowsChanged: (rows) =>
    rows === 1
      ? "Eine Zeile wurde inzwischen geändert und blieb, wie sie ist. Füllen Sie die Spalte noch einmal aus, falls ihre Zelle noch leer ist."
      : `${rows} Zeilen wurden inzwischen geändert und blieben, wie sie sind. Füllen Sie die Spalte noch einmal aus, wo sie noch leer ist.`,
  columnsMoved:
    "Inzwischen wurden Spalten eingefügt, gelöscht oder verschoben, und die Antworten kämen in eine andere: Nichts wurde geschrieben. Wählen Sie die Spalte, und füllen Sie sie noch einmal aus; was nach denselben Beispielen beantwortet ist, wird nicht noch einmal gefragt.",
  finishedRowsGone:
    "Die fertigen Zeilen sind nicht mehr, wo sie waren, denn inzwischen wurden Zeilen oder Spalten eingefügt, gelöscht oder verschoben: Nichts wurde geschrieben. Wählen Sie die Spalte, und füllen Sie sie noch einmal aus; was nach denselben Beispielen beantwortet ist, wird nicht noch einmal gefragt.",
  modelAddressFailed: (detail) =>
    `Diese Seite bekommt sie von dort nicht (${detail}). Laden Sie die Datei herunter und wählen Sie sie dann hier.`,
  noAddress: (address) => `„${address}“ ist keine Adresse. Geben Sie eine an, wie https://llm.example.com.`,
  serverNotReachable: (origin) =>
    `Diese Website darf ${origin} nicht erreichen. Wer sie betreibt, nennt diese Adresse: npm run build -- --connect ${origin}`,
  versionRefused: (file) =>
    `${file} kommt von dieser Website nicht so, wie die Datei gebaut wurde; die Version, zu der sie gehört, wird nicht übernommen. Was offen ist, läuft weiter wie bisher, und der nächste Besuch versucht es wieder. Bleibt es dabei, sagen Sie es denen, die die Website betreiben.`,
};
