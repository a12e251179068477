import { useSyncExternalStore } from "react";
import { currentLanguage, type Language, onLanguageChange } from "./language.ts";

/** The current language; who uses it is drawn again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguageChange, currentLanguage);
}
