/** What formula help says of a function. */
export interface FunctionHelp {
  readonly summary: string;
  /** What its first example shows: half a sentence. */
  readonly example: string;
  /** By the names of its parameters. */
  readonly parameters: Readonly<Record<string, string>>;
}

const EXAMPLES =
  "Fertige Zeilen: Eingaben, dann in der letzten Spalte die Antwort. Zwei oder drei verschiedene genügen oft.";
const HEADERS =
  "Eine Zeile, die die Spalten der Beispiele benennt. Weggelassen: die Zeile darüber, wenn sie sie benennt.";
const OPTIONS = "Etwa „temperature=0.7; max tokens=12“, oder ein Bereich mit Namen und Werten.";
const ANSWER_CELLS =
  "Zellen mit Antworten von GPT. Mit einer Eingabe: fertige Zeilen, in der letzten Spalte die Antwort.";
const ROWS = "Die Zeilen, die zu beantworten sind, mit so vielen Spalten, wie die Beispiele Eingaben haben.";

/** What the functions' declarations say in English, in German. */
export const GERMAN_HELP: Readonly<Record<string, FunctionHelp>> = {
  GPT: {
    summary:
      "Gibt die Antwort, die ein paar fertige Zeilen nahelegen, mit einem Sprachmodell, das auf diesem Computer läuft.",
    example: "beantwortet A7, wie es die Zeilen A2:B6 zeigen; nach unten ziehen",
    parameters: {
      examplesOrInput:
        "Fertige Zeilen: Eingaben, dann in der letzten Spalte die Antwort. Allein: die Eingabe selbst; Beispiele sind dann die fertigen Zeilen um die Zelle.",
      input: "Was zu beantworten ist: eine Zeile oder viele, deren Antworten überlaufen.",
      headers: HEADERS,
      options: OPTIONS,
    },
  },
  "GPT.FILL": {
    summary:
      "Beantwortet jede Zeile eines Bereichs, wie es ein paar fertige Zeilen zeigen; die Antworten laufen über.",
    example: "das Gegenteil dreier Wörter",
    parameters: { examples: EXAMPLES, inputs: ROWS, headers: HEADERS, options: OPTIONS },
  },
  "GPT.FILLAS": {
    summary:
      "Beantwortet jede Zeile eines Bereichs, wie es ein paar fertige Zeilen zeigen, in einer bestimmten Art oder mit einer der erlaubten Antworten.",
    example: "eine von drei Gruppen",
    parameters: {
      examples: EXAMPLES,
      inputs: ROWS,
      type: "Eine Art wie „integer“, oder die erlaubten Antworten: „niedrig, mittel, hoch“, oder ein Bereich mit ihnen.",
      headers: HEADERS,
      options: OPTIONS,
    },
  },
  "GPT.FORMAT": {
    summary:
      "Bringt Texte, Zahlen, Daten und Zeiten in die Form, die ein paar fertige Zeilen zeigen: nach einer genauen Regel, wo eine sie erklärt, sonst mit dem Sprachmodell.",
    example: "Namen, der Familienname zuerst",
    parameters: {
      examples: EXAMPLES,
      input: "Was in Form zu bringen ist: eine Zeile oder viele, deren Antworten überlaufen.",
      headers: HEADERS,
      options: OPTIONS,
    },
  },
  "GPT.CLASSIFY": {
    summary: "Gibt einem Text den Namen, der am besten passt; nichts als einer der Namen kann herauskommen.",
    example: "Bewertungen, ohne ein Beispiel",
    parameters: {
      text: "Der Text oder ein Bereich von Texten, deren Namen überlaufen.",
      labels: "Zwei oder mehr: „positive, negative“, oder ein Bereich mit einem Namen in jeder Zelle.",
      examples: "Fertige Zeilen: ein Text, dann sein Name.",
      options: OPTIONS,
    },
  },
  "GPT.EXTRACT": {
    summary: "Findet etwas in einem Text: einen Namen, ein Datum, einen Preis, eine Adresse.",
    example: "zwei Angaben aus einem Text",
    parameters: {
      text: "Der Text oder ein Bereich von Texten.",
      what: "Was gesucht ist, etwa „email address“; mehreres, als Zeile oder mit Kommas, läuft für jeden Text nebeneinander über.",
      examples: "Fertige Zeilen: ein Text, dann, was darin zu finden war.",
      options: OPTIONS,
    },
  },
  "GPT.TRANSLATE": {
    summary: "Übersetzt Wörter und kurze Sätze in eine Sprache.",
    example: "ins Englische",
    parameters: {
      text: "Der Text oder ein Bereich von Texten, deren Übersetzungen überlaufen.",
      language: "In welche Sprache, auf Englisch genannt: „French“.",
      examples: "Fertige Zeilen: ein Text, dann seine Übersetzung.",
      options: OPTIONS,
    },
  },
  "GPT.SUMMARIZE": {
    summary: "Sagt in einem Satz, was ein Text sagt, mit höchstens so vielen Wörtern, wie Sie erlauben.",
    example: "eine Überschrift mit höchstens sechs Wörtern",
    parameters: {
      text: "Der Text oder ein Bereich von Texten, jeder mit einer eigenen Zusammenfassung.",
      maxWords: "Die längste Zusammenfassung, in Wörtern; weggelassen: 20.",
      options: OPTIONS,
    },
  },
  "GPT.LIST": {
    summary:
      "Macht eine Liste von dem, was Sie nennen, ein Eintrag in jeder Zelle; sie läuft nach unten über.",
    example: "die sieben einer Art",
    parameters: {
      what: "Was die Einträge sind: „musical instruments“.",
      count: "Höchstens wie viele; weggelassen: so viele, wie das Modell findet.",
      examples: "Einträge, mit denen die Liste beginnt; gegeben werden die folgenden.",
      options: OPTIONS,
    },
  },
  "GPT.TABLE": {
    summary:
      "Macht eine Tabelle von dem, was Sie nennen, mit den Spalten, die Sie nennen; sie läuft ohne Überschriften über.",
    example: "drei Zeilen nach zweien",
    parameters: {
      what: "Was in ihren Zeilen steht: „countries in Europe“.",
      headers: "Namen ihrer Spalten: eine Zeile von Zellen, oder „Country, Capital“.",
      count: "Höchstens wie viele Zeilen; weggelassen: 5.",
      examples: "Zeilen, mit denen die Tabelle beginnt; gegeben werden die folgenden.",
      options: OPTIONS,
    },
  },
  "GPT.MATCH": {
    summary:
      "Findet den Eintrag einer Liste, den ein Text meint, wie er auch geschrieben ist: mit Tippfehler, als Kurzform, als Art.",
    example: "Namen von Firmen, wie Leute sie schreiben",
    parameters: {
      text: "Ein Text oder eine Spalte von Texten.",
      list: "Die Einträge, unter denen gewählt wird; sie kommen zurück, wie sie dort stehen.",
      examples:
        "Zwei Spalten: Texte und der Eintrag, den jeder meint. Weggelassen: gängige Tippfehler und Kurzformen werden gefunden.",
      options: OPTIONS,
    },
  },
  "GPT.SIMILAR": {
    summary:
      "Sagt, wie nah zwei Texte in ihrer Bedeutung sind: 1 für gleiche, etwa 0,2 für Texte, die nichts miteinander zu tun haben.",
    example: "welche Nachricht von einer verlorenen Lieferung handelt",
    parameters: {
      text: "Ein Text oder ein Bereich von Texten.",
      other: "Womit verglichen wird: ein Text oder ein Bereich von Texten.",
    },
  },
  "GPT.ASK": {
    summary:
      "Beantwortet eine Frage in wenigen Wörtern, mit einem Sprachmodell, das auf diesem Computer läuft. Beispiele sind nicht nötig.",
    example: "eine Tatsache",
    parameters: {
      question: "Die Frage oder ein Bereich von Fragen, deren Antworten überlaufen.",
      options: OPTIONS,
    },
  },
  "GPT.COMPLETE": {
    summary: "Setzt einen Text fort, mit einem Sprachmodell, das auf diesem Computer läuft.",
    example: "setzt eine Reihe von Wörtern fort",
    parameters: {
      text: "Der Anfang oder ein Bereich von Anfängen, deren Fortsetzungen überlaufen.",
      options: OPTIONS,
    },
  },
  "GPT.CODE": {
    summary:
      "Schreibt den Code einer kleinen React-App nach ihrer Beschreibung, wie es ein paar fertige Zeilen zeigen.",
    example: "der Code der App, die A6 beschreibt, wie es die Zeilen A1:B5 zeigen",
    parameters: {
      description: "Was die App zeigt und tut, oder ein Bereich von Beschreibungen, deren Code überläuft.",
      examples:
        "Fertige Zeilen: eine Beschreibung, dann der Code ihrer App. Weggelassen: die fertigen Zeilen um die Zelle.",
      options: OPTIONS,
    },
  },
  "GPT.CONFIDENCE": {
    summary: "Sagt, wie wahrscheinlich eine Antwort richtig ist, von 0 bis 1.",
    example: "eine Hauptstadt, die es kennt, und eine, die es nicht kennt",
    parameters: {
      examplesOrAnswers: ANSWER_CELLS,
      input: "Was GPT beantworten würde: eine Zeile oder viele.",
      headers: HEADERS,
      options: OPTIONS,
    },
  },
  "GPT.ALTERNATIVES": {
    summary: "Nennt die wahrscheinlichsten Antworten nebeneinander, hinter jeder ihre Wahrscheinlichkeit.",
    example: "zwei Antworten zu jedem von zwei Ländern",
    parameters: {
      examples: EXAMPLES,
      input: "Was zu beantworten ist: eine Zeile oder viele, von denen jede eine Zeile Antworten bekommt.",
      count: "Wie viele Antworten, von 1 bis 10. Weggelassen: drei.",
      headers: HEADERS,
      options: OPTIONS,
    },
  },
  "GPT.CHECK": {
    summary:
      "Sagt von 0 bis 1, wie plausibel Eingetipptes ist, und was das Modell dort schriebe, wo es das nicht ist.",
    example: "eine richtige Antwort, ein Tippfehler und eine falsche",
    parameters: {
      examples: EXAMPLES,
      rows: "Fertige Zeilen, die geprüft werden, in der letzten Spalte ihre Antworten. Weggelassen: die Beispiele prüfen einander.",
      headers: HEADERS,
      options: OPTIONS,
    },
  },
  "GPT.BACKTEST": {
    summary:
      "Sagt, welcher Anteil Ihrer Beispiele richtig herauskommt, wenn jedes weggelassen und erfragt wird.",
    example: "alle fünf Hauptstädte kommen richtig heraus",
    parameters: {
      examples: EXAMPLES,
      headers: HEADERS,
      options: OPTIONS,
      details: "WAHR nennt jedes Beispiel mit seiner Antwort. Weggelassen oder FALSCH: nur der Anteil.",
    },
  },
  "GPT.SCORE": {
    summary: "Sagt, wie wahrscheinlich das Modell einen Text findet, allein oder nach Beispielen.",
    example: "Wörter in ihrer Reihenfolge und durcheinander; näher an 1 ist wahrscheinlicher",
    parameters: {
      text: "Ein Text oder viele, einer in jeder Zeile. Mit Beispielen aus mehreren Spalten: fertige Zeilen, deren Antworten bewertet werden.",
      examples: "Texte, die davor stehen, oder fertige Zeilen mit so vielen Spalten wie der Text.",
      measure: "Das Maß; seine Namen stehen auf der Seite der Funktion. Weggelassen: das erste.",
    },
  },
  "GPT.TOKENS": {
    summary: "Zählt die Tokens eines Textes, die Stücke, die das Modell liest und schreibt, oder nennt sie.",
    example: "eine Anzahl für jede Zelle",
    parameters: {
      text: "Ein Text oder ein Bereich von Texten.",
      spell:
        "WAHR nennt die Tokens nach rechts, mit · für ein Leerzeichen. Weggelassen oder FALSCH: sie werden gezählt.",
    },
  },
  "GPT.PROMPT": {
    summary: "Zeigt genau den Text, den das Modell liest, ehe es antwortet.",
    example: "zwei Beispiele und eine Frage, in der genannten Form",
    parameters: {
      examplesOrAnswers: ANSWER_CELLS,
      input: "Was GPT beantworten würde: eine Zeile oder viele.",
      headers: HEADERS,
      options: OPTIONS,
    },
  },
  "GPT.XRAY": {
    summary:
      "Nennt jedes Token einer Antwort oder eines Textes mit seiner Wahrscheinlichkeit und den wahrscheinlichsten anderen an seiner Stelle.",
    example: "die Antwort auf A7 und die Zeilenumbrüche, mit denen sie endete",
    parameters: {
      textOrExamples:
        "Eine Zelle mit einer Antwort von GPT, oder irgendein Text. Mit einer Eingabe: fertige Zeilen, in der letzten Spalte die Antwort.",
      input: "Was GPT beantworten würde: eine Zeile.",
      headers: HEADERS,
      options: OPTIONS,
    },
  },
  "GPT.MODEL": {
    summary: "Sagt, welches Modell antwortet und wie es läuft: Name, Datei, Fenster und Threads.",
    example: "sein Name",
    parameters: {
      what: "Eines von: name, architecture, hash, bytes, context, runs on, licence. Weggelassen: alle.",
    },
  },
};
