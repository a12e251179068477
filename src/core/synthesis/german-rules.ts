import type { RuleWords } from "./rule-words.ts";

const decimalsText = (count: number): string =>
  `${count} ${count === 1 ? "Nachkommastelle" : "Nachkommastellen"}`;

const charactersText = (count: number): string => `${count} Zeichen`;

/** Counted, so that no word needs to know its gender: "Wort Nr. 2", "Zahl Nr. 1 von hinten". */
const nth = (index: number, token: string): string =>
  `${token} Nr. ${Math.abs(index)}${index < 0 ? " von hinten" : ""}`;

/** The words of rule-words.ts in German, without articles. */
export const GERMAN: RuleWords = {
  sameInput: "wie im Beispiel mit derselben Eingabe",
  branches: (condition, yes, no) => `wenn ${condition}: ${yes}; sonst: ${no}`,
  has: (of, least, token) => `der Text${of} mindestens ${least} × ${token} enthält`,

  ofColumn: (column) => ` in Spalte ${column}`,
  column: (column) => `Spalte ${column}`,
  text: (of) => `Text${of}`,
  between: (text, start, end) => `${text} zwischen ${start} und ${end}`,
  constant: (text) => `„${text}“`,

  nth,
  firstCharacters: (count, name) =>
    `${count === 1 ? "erstes Zeichen" : `erste ${charactersText(count)}`} von ${name}`,
  lastCharacters: (count, name) =>
    `${count === 1 ? "letztes Zeichen" : `letzte ${charactersText(count)}`} von ${name}`,

  tokens: {
    digits: "Zifferngruppe",
    word: "Wort",
    letters: "Buchstabengruppe",
    alphanumeric: "Gruppe aus Buchstaben und Ziffern",
    space: "Leerraum",
    capitals: "Großbuchstabengruppe",
    proper: "großgeschriebenes Wort",
    small: "Kleinbuchstabengruppe",
    code: "Zifferngruppe mit Zeichen darin",
    decimal: "Zahl",
    mark: (mark) => `„${mark}“`,
    spacedMark: (mark) => `„${mark}“ mit Leerraum darum`,
    wordWith: (mark) => `Wort mit „${mark}“ darin`,
  },

  positions: {
    start: "Anfang",
    end: "Ende",
    startOf: (index, token) => `Anfang von ${nth(index, token)}`,
    endOf: (index, token) => `Ende von ${nth(index, token)}`,
    fromStart: (count) => `${charactersText(count)} nach dem Anfang`,
    beforeEnd: (count) => `${charactersText(count)} vor dem Ende`,
  },

  cases: {
    same: "",
    lower: " in Kleinbuchstaben",
    upper: " in Großbuchstaben",
    title: " mit großem Anfang jedes Wortes",
    sentence: " mit großem Anfang, danach klein",
    capitalFirst: " mit großem Anfang",
  },

  sweeps: {
    trimmed: (text) => `${text} ohne Leerzeichen an den Enden`,
    tidied: (text) => `${text} mit einfachen Leerzeichen`,
    parted: (text, joint) => `${text} mit „${joint}“ vor jedem Großbuchstaben in einem Wort`,
    digits: (text) => `nur die Ziffern vom ${text}`,
    letters: (text) => `nur die Buchstaben vom ${text}`,
    lettersAndDigits: (text) => `nur die Buchstaben und Ziffern vom ${text}`,
    capitals: (text) => `nur die Großbuchstaben vom ${text}`,
    lettersDigitsAndSpaces: (text) => `nur die Buchstaben, Ziffern und Leerzeichen vom ${text}`,
    without: (text, mark) => `${text} ohne „${mark}“`,
    replaced: (text, mark, by) => `${text} mit „${by}“ statt „${mark}“`,
    groupsJoined: (text, joint) =>
      `Gruppen aus Buchstaben und Ziffern vom ${text}, verbunden durch „${joint}“`,
    wordsJoined: (text, joint) => `Wörter vom ${text}, verbunden durch „${joint}“`,
    camel: (text) => `Wörter vom ${text} aneinandergehängt, ab dem zweiten mit großem Anfang`,
    pascal: (text) => `Wörter vom ${text} aneinandergehängt, jedes mit großem Anfang`,
    initials: (text, joint) =>
      `erster Buchstabe jedes Wortes vom ${text}${joint === "" ? "" : `, verbunden durch „${joint}“`}`,
  },

  numbers: {
    number: "Zahl",
    whole: "ganzer Teil",
    decimals: "Nachkommastellen",
    decimalsWithZeros: "Nachkommastellen (mit Nullen dahinter)",
    part: (part, name, width) => `${part} von ${name}, aufgefüllt auf ${width} Stellen`,
    times: (factor) => `, mal ${factor}`,
    dividedBy: (divisor) => `, geteilt durch ${divisor}`,
    withDecimals: (count) => `mit ${decimalsText(count)}`,
    withAtLeast: (count) => `mit mindestens ${decimalsText(count)}`,
    grouped: (mark) => `mit „${mark}“ zwischen Tausendern`,
    comma: "mit Dezimalkomma",
    filledWithZeros: (width) => `aufgefüllt auf ${width} Ziffern`,
    filledWithSpaces: (width) => `mit Leerzeichen aufgefüllt auf ${width} Stellen`,
  },

  rounding: {
    nearest: "gerundet auf",
    down: "abgerundet auf",
    up: "aufgerundet auf",
    wholeNumber: "eine ganze Zahl",
    decimals: decimalsText,
    countedFrom: (start) => `, gezählt ab ${start}`,
    plus: (offset) => `, plus ${offset}`,
  },

  dates: {
    of: (field, order, of) => `${field} vom Datum${order}${of}`,
    dayFirst: " (Tag zuerst)",
    yearDayMonth: " (Jahr, Tag, Monat)",
    year: "Jahr",
    yearShort: "Jahr mit zwei Ziffern",
    month: "Monat",
    monthTwoDigits: "Monat mit zwei Ziffern",
    monthName: "englischer Name des Monats",
    monthThreeLetters: "englischer Name des Monats (drei Buchstaben)",
    monthCapitals: "englischer Name des Monats in Großbuchstaben",
    monthThreeCapitals: "englischer Name des Monats (drei Großbuchstaben)",
    day: "Tag",
    dayTwoDigits: "Tag mit zwei Ziffern",
    dayEnding: "englische Endung des Tages (st, nd, rd, th)",
    weekday: "englischer Wochentag",
    weekdayThreeLetters: "englischer Wochentag (drei Buchstaben)",
    weekdayTwoLetters: "englischer Wochentag (zwei Buchstaben)",
    weekdayCapitals: "englischer Wochentag in Großbuchstaben",
    weekdayFromMonday: "Nummer des Wochentags ab Montag",
    weekdayFromSunday: "Nummer des Wochentags ab Sonntag",
    quarter: "Quartal",
    isoWeek: "Kalenderwoche (ISO)",
    isoWeekTwoDigits: "Kalenderwoche (ISO) mit zwei Ziffern",
    week: "Woche des Jahres, gezählt ab seinem ersten Tag",
    weekTwoDigits: "Woche des Jahres, gezählt ab seinem ersten Tag, mit zwei Ziffern",
    yearDay: "Tag des Jahres",
    yearDayThreeDigits: "Tag des Jahres mit drei Ziffern",
    weekdayCount: "der wievielte solche Wochentag des Monats",
    lastDay: "letzter Tag des Monats",
  },

  times: {
    of: (field, isLast, of, change) => `${field} der ${isLast ? "letzten " : ""}Uhrzeit${of}${change}`,
    hour: "Stunde",
    hourTwoDigits: "Stunde mit zwei Ziffern",
    twelfth: "Stunde (12-Stunden-Uhr)",
    twelfthTwoDigits: "Stunde mit zwei Ziffern (12-Stunden-Uhr)",
    minutes: "Minuten",
    minutesPlain: "Minuten ohne führende Null",
    seconds: "Sekunden",
    secondsPlain: "Sekunden ohne führende Null",
    half: (first, second) => `${first} oder ${second}`,
  },
};
