import type { Messages } from "../messages.ts";

export const APP: Messages["app"] = {
  title: "App-Vorschau",
  frame: "Die App",
  opening: "Vorschau wird geöffnet…",
  code: "Code der App",
  run: "Ausführen",
  keep: "In der Zelle behalten",
  keepHint:
    "Behaltener Code ersetzt die Formel und ist ein Beispiel für Formeln, die die Zeilen um sich herum nehmen, wie =GPT.CODE(A12).",
  copy: "Code kopieren",
  copied: "Kopiert",
  save: "Als Seite speichern",
  fileTitle: "App",
  hung: "Die App wurde angehalten: Sie hat nicht mehr geantwortet. „Ausführen“ startet sie neu.",
  left: "Die App wurde angehalten: Sie wollte zu einer anderen Seite gehen.",
  unreachable:
    "Die Seite der Vorschau konnte nicht geladen werden. Sie braucht die Website, von der diese Seite stammt.",
};
