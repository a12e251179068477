import { currentLanguage } from "../language/language.ts";
import type { AnswerFormat } from "./prompt-format.ts";

/** By the formats' ids. */
const GERMAN: Readonly<Record<string, string>> = {
  fields: "Felder",
  "header-arrow": "Pfeil mit Überschriften",
  table: "Tabelle",
  sentence: "Satz",
  question: "Frage",
  arrow: "Pfeil",
  extract: "Entnehmen",
  fact: "Tatsache",
  list: "Liste",
  summarize: "Zusammenfassung",
  translate: "Übersetzung",
  ask: "Frage allein",
  complete: "Text allein",
  code: "Beschreibung und Code",
};

/** What a format is called, in the current language. */
export const formatTitle = ({ id, title }: Pick<AnswerFormat, "id" | "title">): string =>
  (currentLanguage() === "de" ? GERMAN[id] : undefined) ?? title;
