/** Which language the product speaks. */
export type Language = "en" | "de";

/** Each in its own name: who does not read the page must find theirs. */
export const LANGUAGES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

const listeners = new Set<() => void>();
let language: Language = "en";

/** The language in force. One for the whole page, as its texts are worded in many places. */
export const currentLanguage = (): Language => language;

/**
 * From now on texts are read in this language. Who chooses it is the page, see `taskpane/language/chosen-language.ts`.
 */
export function speak(spoken: Language): void {
  language = spoken;
  for (const listener of listeners) listener();
}

export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** tag: as in BCP 47, such as "de-AT". What there are no texts in is shown in English. */
export function languageOf(tag: string | undefined): Language {
  return tag?.toLowerCase().startsWith("de") ? "de" : "en";
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
