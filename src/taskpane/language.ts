/** Which language the page speaks. */
export type Language = "en" | "de";

/** Each in its own name: who does not read the page must find theirs. */
export const LANGUAGES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

const KEY = "fewshot.language";

const listeners = new Set<() => void>();
let language: Language = remembered() ?? languageOf(globalThis.navigator?.language);

/** The language in force: the one that a person chose, or else the host's or the browser's. */
export const currentLanguage = (): Language => language;

/** A person chose; remembered in this browser. */
export function chooseLanguage(chosen: Language): void {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // It holds for this page; a browser that keeps nothing asks for it again.
  }
  speak(chosen);
}

/** Takes the language of the program around the page, such as "de-AT", unless a person chose one. */
export function followHostLanguage(tag: string): void {
  if (remembered() === null) speak(languageOf(tag));
}

export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function speak(spoken: Language): void {
  language = spoken;
  if (typeof document !== "undefined") document.documentElement.lang = spoken;
  for (const listener of listeners) listener();
}

/** tag: as in BCP 47. What there are no texts in is shown in English. */
function languageOf(tag: string | undefined): Language {
  return tag?.toLowerCase().startsWith("de") ? "de" : "en";
}

function remembered(): Language | null {
  try {
    const stored = localStorage.getItem(KEY);
    return stored !== null && stored in LANGUAGES ? (stored as Language) : null;
  } catch {
    return null;
  }
}

/** The same keys with other sentences: what another language's texts must have. */
export type Translated<Texts> = Texts extends string
  ? string
  : Texts extends (...given: infer Given) => string
    ? (...given: Given) => string
    : Texts extends readonly string[]
      ? readonly string[]
      : { readonly [Key in keyof Texts]: Translated<Texts[Key]> };

/**
 * Texts that are looked up in the current language whenever they are read, so that a module may hold a part of them.
 * Groups stay the same objects, whatever the language.
 */
export function inCurrentLanguage<Texts extends object>(texts: Readonly<Record<Language, Texts>>): Texts {
  const view = {} as Texts;
  for (const key of Object.keys(texts.en) as (keyof Texts)[]) {
    const part = texts.en[key];
    const isGroup = typeof part === "object" && part !== null && !Array.isArray(part);
    const group = isGroup ? inCurrentLanguage<object>(partOf(texts, key)) : null;
    Object.defineProperty(view, key, {
      enumerable: true,
      get: () => group ?? texts[currentLanguage()][key],
    });
  }
  return view;
}

function partOf<Texts extends object>(
  texts: Readonly<Record<Language, Texts>>,
  key: keyof Texts,
): Readonly<Record<Language, object>> {
  return { en: texts.en[key] as object, de: texts.de[key] as object };
}
