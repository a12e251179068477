import type { Headers } from "../../examples/headers.ts";
import type { PromptFormat } from "../prompt-format.ts";
import type { Demonstration } from "./demonstrated.ts";
import { demonstrated } from "./demonstrated.ts";

/** The same phrases in several languages: a word, a greeting, a question, sentences. */
const PHRASES: Readonly<Record<string, readonly string[]>> = {
  English: [
    "bread",
    "Good evening",
    "Where is the station?",
    "The house is very old.",
    "I would like a cup of coffee.",
    "My sister works in a bank.",
  ],
  French: [
    "pain",
    "Bonsoir",
    "Où est la gare ?",
    "La maison est très vieille.",
    "Je voudrais une tasse de café.",
    "Ma sœur travaille dans une banque.",
  ],
  German: [
    "Brot",
    "Guten Abend",
    "Wo ist der Bahnhof?",
    "Das Haus ist sehr alt.",
    "Ich hätte gern eine Tasse Kaffee.",
    "Meine Schwester arbeitet in einer Bank.",
  ],
  Spanish: [
    "pan",
    "Buenas noches",
    "¿Dónde está la estación?",
    "La casa es muy vieja.",
    "Quisiera una taza de café.",
    "Mi hermana trabaja en un banco.",
  ],
  Italian: [
    "pane",
    "Buonasera",
    "Dov'è la stazione?",
    "La casa è molto vecchia.",
    "Vorrei una tazza di caffè.",
    "Mia sorella lavora in una banca.",
  ],
  Portuguese: [
    "pão",
    "Boa noite",
    "Onde fica a estação?",
    "A casa é muito velha.",
    "Eu gostaria de uma xícara de café.",
    "Minha irmã trabalha em um banco.",
  ],
  Dutch: [
    "brood",
    "Goedenavond",
    "Waar is het station?",
    "Het huis is erg oud.",
    "Ik wil graag een kop koffie.",
    "Mijn zus werkt bij een bank.",
  ],
  Swedish: [
    "bröd",
    "God kväll",
    "Var är stationen?",
    "Huset är mycket gammalt.",
    "Jag skulle vilja ha en kopp kaffe.",
    "Min syster arbetar på en bank.",
  ],
};
const ENGLISH = PHRASES["English"]!;
/** Languages that stand for others: those that the model knows best. */
const KNOWN = ["French", "German", "Spanish", "Italian"] as const;

/** A language as it stands before its text: "french" is "French". */
export function languageName(language: string): string {
  return language.charAt(0).toUpperCase() + language.slice(1);
}

/**
 * What stands before the text and before its translation. What language the text is in is not known; most are English.
 */
export function translationHeaders(language: string): Headers {
  return { inputs: [language === "English" ? "Text" : "English"], output: language };
}

function demonstrations(language: string): readonly Demonstration[] {
  const phrases = PHRASES[language];
  const { inputs } = translationHeaders(language);
  return ENGLISH.map((english, place) => {
    const other = KNOWN[place % KNOWN.length]!;
    if (language === "English")
      return [
        [inputs[0]!, PHRASES[other]![place]!],
        [language, english],
      ];
    return [[inputs[0]!, english], phrases ? [language, phrases[place]!] : [other, PHRASES[other]![place]!]];
  });
}

/** GPT.TRANSLATE: phrases in the wanted language, or in others where that is not among those at hand. */
export function translate(language: string): PromptFormat {
  return demonstrated("translate", "Translation", demonstrations(language));
}
