import { useSyncExternalStore } from "react";
import { currentLanguage, type Language, onLanguageChange } from "../../core/language/language.ts";

/** The current language; who uses it is drawn again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguageChange, currentLanguage);
}
