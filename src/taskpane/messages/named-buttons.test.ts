import { describe as wordsOf, CellError } from "../../core/errors/cell-error.ts";
import { ERRORS, type ErrorCode } from "../../core/errors/error-catalogue.ts";
import { speak, type Language } from "../../core/language/language.ts";
import { MESSAGES } from "./messages.ts";
import { TEACH_MESSAGES } from "../teach/teach-messages.ts";

/** How an error names a button, in each language. */
const NAMED: Readonly<Record<Language, RegExp>> = {
  en: /[Pp]ress ([A-Z][a-z]+(?: [a-z]+)*) in the pane/g,
  de: /im Bereich „([^“]+)“/g,
};

/** Parameters with something for every name, and nothing in the list of what is known. */
const params = new Proxy({}, { get: (_, name) => (name === "known" ? [] : "x") });

function labelsIn(texts: object): string[] {
  return Object.values(texts).flatMap((text: unknown) => {
    if (typeof text === "string") return [text];
    return typeof text === "object" && text !== null ? labelsIn(text) : [];
  });
}

describe("the buttons that errors name", () => {
  afterEach(() => speak("en"));

  it.each(["en", "de"] as const)("stand in the pane (%s)", (language) => {
    speak(language);
    const labels = labelsIn({ MESSAGES, TEACH_MESSAGES });
    const named = (Object.keys(ERRORS) as ErrorCode[]).flatMap((code) =>
      [...wordsOf(new CellError(code, [params])).text.matchAll(NAMED[language])].map(([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !labels.includes(name!))).toEqual([]);
  });
});
