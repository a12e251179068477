import { inCurrentLanguage, type Translated } from "../language/language.ts";

/** What went wrong with an app, for someone who did not write its code. */
const ENGLISH = {
  heading: "This app does not work",
  unreadable: (line: number, reason: string) =>
    `The code does not read as React code, at line ${line}: ${reason}`,
  noComponent: "The code has no component: nothing in it can be shown as a page.",
  otherPackage: (name: string) => `The code asks for “${name}”. Only React is there.`,
  endless: "The app was stopped: a loop in it came to no end.",
  stopped: (message: string) => `The app stopped: ${message}`,
  undeclared: (name: string) => `The code uses “${name}”, but never says what that is.`,
  usedEarly: (name: string) => `The code uses “${name}” before it says what that is.`,
  someUsedEarly: "The code uses a name before it says what that is.",
  emptyRead: (name: string) => `The code looks for “${name}” in something that is empty.`,
  noFunction: (name: string) => `The code calls “${name}”, which is not a function.`,
  noList: (name: string) => `The code goes through “${name}” as a list, and it is none.`,
  constantChanged: "The code changes a value that it declared as constant.",
  drawnForEver: "The app changes its own state each time it is drawn, and so never comes to an end.",
  objectShown: "The code shows an object where a text or an element is needed.",
  noElement: "The code uses an element that does not exist.",
  hookMisplaced: "The code calls useState or another hook only sometimes, or outside its component.",
  callsItself: "A function of the code calls itself without end.",
} as const;

type Words = Translated<typeof ENGLISH>;

const GERMAN: Words = {
  heading: "Diese App geht nicht",
  unreadable: (line, reason) => `Der Code ist kein lesbarer React-Code, in Zeile ${line}: ${reason}`,
  noComponent: "Der Code hat keine Komponente: Nichts darin lässt sich als Seite zeigen.",
  otherPackage: (name) => `Der Code verlangt „${name}“. Nur React ist da.`,
  endless: "Die App wurde angehalten: Eine Schleife darin kam an kein Ende.",
  stopped: (message) => `Die App brach ab: ${message}`,
  undeclared: (name) => `Der Code benutzt „${name}“, sagt aber nie, was das ist.`,
  usedEarly: (name) => `Der Code benutzt „${name}“, bevor er sagt, was das ist.`,
  someUsedEarly: "Der Code benutzt einen Namen, bevor er sagt, was das ist.",
  emptyRead: (name) => `Der Code sucht „${name}“ in etwas, das leer ist.`,
  noFunction: (name) => `Der Code ruft „${name}“ auf, und das ist keine Funktion.`,
  noList: (name) => `Der Code geht „${name}“ als Liste durch, und das ist keine.`,
  constantChanged: "Der Code ändert einen Wert, den er für fest erklärt hat.",
  drawnForEver: "Die App ändert bei jedem Zeichnen ihren eigenen Zustand und kommt so an kein Ende.",
  objectShown: "Der Code zeigt ein Objekt, wo ein Text oder ein Element nötig ist.",
  noElement: "Der Code benutzt ein Element, das es nicht gibt.",
  hookMisplaced:
    "Der Code ruft useState oder einen anderen Hook nur manchmal oder außerhalb seiner Komponente auf.",
  callsItself: "Eine Funktion des Codes ruft sich ohne Ende selbst auf.",
};

/** What went wrong with an app, in the current language. */
export const APP_WORDS: Words = inCurrentLanguage<Words>({ en: ENGLISH, de: GERMAN });
