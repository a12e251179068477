import type { Injector } from "@univerjs/core";
import { LocaleService, LocaleType, mergeLocales } from "@univerjs/core";
import type { Language } from "../../core/language/language.ts";

/** Univer's own texts, each fetched when it is spoken. */
const LOCALES = {
  en: { type: LocaleType.EN_US, load: () => import("@univerjs/preset-sheets-core/locales/en-US") },
  de: { type: LocaleType.DE_DE, load: () => import("@univerjs/preset-sheets-core/locales/de-DE") },
} as const satisfies Record<Language, unknown>;

/** Menus, dialogs and hints of the grid in another language. */
export async function speakInGrid(injector: Injector, language: Language): Promise<void> {
  const { type, load } = LOCALES[language];
  const texts = await load();
  const service = injector.get(LocaleService);
  service.load({ [type]: mergeLocales(texts.default) });
  service.setLocale(type);
}
