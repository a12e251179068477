import { type Language, languageOf, LANGUAGES, speak } from "../../core/language/language.ts";

const KEY = "fewshot.language";

/** A person chose; remembered in this browser. */
export function chooseLanguage(chosen: Language): void {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // It holds for this page; a browser that keeps nothing asks for it again.
  }
  speakInPage(chosen);
}

/** Takes the language of the program around the page, or of the browser, such as "de-AT", unless a person chose one. */
export function followLanguage(tag: string | undefined): void {
  speakInPage(remembered() ?? languageOf(tag));
}

function speakInPage(spoken: Language): void {
  if (typeof document !== "undefined") document.documentElement.lang = spoken;
  speak(spoken);
}

function remembered(): Language | null {
  try {
    const stored = localStorage.getItem(KEY);
    return stored !== null && stored in LANGUAGES ? (stored as Language) : null;
  } catch {
    return null;
  }
}
