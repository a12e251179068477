import type { Messages } from "./messages.ts";

/** The sentences of messages.ts in German. */
export const GERMAN: Messages = {
  noAnswer: "Keine Antwort",
  noArea: (address) => `Einen Bereich ${address} gibt es nicht. Vielleicht wurde er gelöscht oder umbenannt.`,
  notWritten: "Die Tabelle nahm nicht an, was geschrieben wurde.",

  excelBusy:
    "Excel ist beschäftigt. Verlassen Sie die Zelle, die bearbeitet wird, schließen Sie offene Fenster, und versuchen Sie es noch einmal.",
  excelNothingAround: (address) => `Excel fand nichts um ${address}`,
  excelSettingsNotKept: (reason) => `Excel konnte die Einstellungen nicht aufbewahren: ${reason}`,

  file: {
    tooLarge: (name, megabytes, most) =>
      `${name} hat ${megabytes} MB; bis zu ${most} MB lassen sich hier öffnen. Speichern Sie die nötigen Blätter in einer eigenen Datei.`,
    unpacksTooLarge: (name, megabytes, most) =>
      `${name} hat entpackt ${megabytes} MB; bis zu ${most} MB lassen sich hier öffnen. Speichern Sie die nötigen Blätter in einer eigenen Datei.`,
    lockedOrOld: (name) =>
      `${name} hat ein Kennwort oder ist eine alte .xls-Arbeitsmappe. Speichern Sie sie in Excel als .xlsx ohne Kennwort, und öffnen Sie diese Datei.`,
    otherKind: (name) =>
      `${name} ist keine .xlsx-Arbeitsmappe. Speichern Sie sie in Excel als .xlsx, und öffnen Sie diese Datei.`,
    damaged: (name) => `${name} ist beschädigt oder keine .xlsx-Arbeitsmappe; es wurde nichts geöffnet.`,
    noSheets: (name) => `${name} hat keine Tabellenblätter.`,
    tooManyCells: (sheet, name, cells, most) =>
      `Das Blatt „${sheet}“ von ${name} hat ${cells} Zellen; bis zu ${most} lassen sich hier öffnen.`,
  },
};
