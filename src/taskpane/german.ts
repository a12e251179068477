import type { AnswerType } from "../core/examples/example-set.ts";
import type { Messages } from "./messages.ts";
import {
  bytesText,
  countText,
  durationText,
  factorText,
  megabytes,
  percentText,
  rateText,
  speedText,
} from "./quantities.ts";

const rowsText = (rows: number): string => `${countText(rows)} ${rows === 1 ? "Zeile" : "Zeilen"}`;
const cellsText = (cells: number): string => `${countText(cells)} ${cells === 1 ? "Zelle" : "Zellen"}`;
const timeLeft = (seconds: number): string => {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 90 ? `noch ${whole} s` : `noch ${Math.ceil(whole / 60)} min`;
};
const megabytesOf = (loaded: number, total: number): string =>
  `${megabytes(loaded)} von ${megabytes(total)} MB`;

const ANSWER_TYPES: Readonly<Record<AnswerType, string>> = {
  text: "Text",
  number: "Zahlen",
  boolean: "WAHR oder FALSCH",
};

/** The sentences of messages.ts in German. */
export const GERMAN: Messages = {
  pane: "Fewshot",
  dismiss: "Schließen",
  actionFailed: (message) => `Das ging nicht: ${message}`,

  undo: "Rückgängig",
  edits: {
    fill: (cells) => `${cellsText(cells)} ausgefüllt.`,
    freeze: (cells) => `${cellsText(cells)} eingefroren.`,
    unfreeze: (cells) => `${cellsText(cells)} dem Modell zurückgegeben.`,
    accept: () => "Antwort angenommen.",
    correct: () => "Antwort berichtigt.",
  },

  fill: {
    title: "Spalte ausfüllen",
    start:
      "Geben Sie zwei oder drei Antworten in eine Spalte ein und wählen Sie sie dann. Hier steht, was ausgefüllt werden kann.",
    examples: "Beispiele",
    outputs: "Auszufüllen",
    area: (address, rows) => `${address}, ${rowsText(rows)}`,
    columns: "Spalten",
    names: (inputs, output) => `${inputs.join(", ")} → ${output}`,
    noNames: "ohne Namen",
    form: "Antworten",
    formText: (type, format) =>
      format === null ? ANSWER_TYPES[type] : `${ANSWER_TYPES[type]}, gefragt als „${format}“`,
    formula: "Formel",
    preview: "Ausprobieren",
    writeFormulas: (rows) => `${rowsText(rows)} ausfüllen`,
    writeValues: "Als Werte ausfüllen",
    writing: "Das Modell antwortet; die Werte werden am Ende geschrieben.",
    close: "Schließen",
    firstAnswers: "Erste Antworten",
    input: "Eingabe",
    answer: "Antwort",
    sure: "Sicher",
    waiting: "…",
    percent: percentText,
    testing: "Wird an Ihren Beispielen geprüft…",
    backtest: (right, rows) => `Ihre eigenen Beispiele: ${countText(right)} von ${countText(rows)} richtig`,
    backtestHint: "Jedes Beispiel wurde weggelassen und erfragt, mit den anderen als Beispielen.",
    tooFewToTest:
      "Ein einziges Beispiel lässt sich nicht prüfen. Mit einer zweiten fertigen Zeile steht hier, wie oft das Modell recht hat.",
    wrong: "Beispiele, die falsch herauskamen",
    wrongAnswer: (input, expected, answer) => `${input}: ${answer ?? "keine Antwort"} statt ${expected}`,
  },

  model: {
    title: "Modell",
    idle: "Nicht geladen. Es lädt, wenn die erste Formel rechnet.",
    load: "Jetzt laden",
    offered: "Nicht heruntergeladen",
    offer: (bytes, isKept) =>
      `Formeln warten auf das Modell, das noch heruntergeladen werden muss: ${megabytes(bytes)} MB. ${isKept ? "Es bleibt in diesem Browser, kommt daher nur einmal und arbeitet dann auch ohne Netz." : "Dieser Browser behält für diese Seite keine Dateien: Es kommt bei jedem Besuch."}`,
    download: (bytes) => `${megabytes(bytes)} MB herunterladen`,
    failed: "Das Modell konnte nicht geladen werden",
    tryAgain: "Noch einmal",
    phase: {
      download: "Wird heruntergeladen",
      verify: "Die Datei wird geprüft",
      prepare: "Die Gewichte werden vorbereitet",
      start: "Startet",
    },
    bytes: megabytesOf,
    speed: speedText,
    timeLeft,
    loading: "Lädt",
    ready: "Bereit",
    pause: "Laden anhalten",
    resume: "Weiter laden",
    paused: "Angehalten. Zellen, die das Modell brauchen, warten.",
    notLoaded: "Nicht geladen",
    failedBadge: "Fehlgeschlagen",
    size: "Größe",
    sizeText: (bytes) => `${megabytes(bytes)} MB`,
    runtime: "Läuft auf",
    compute: "Rechnen auf",
    computeChoices: {
      automatic: "Automatisch",
      processor: "Prozessor",
      graphics: "Grafikkarte",
    },
    computeHint:
      "Die Grafikkarte (WebGPU) rechnet, sobald sie einen kurzen Text so liest wie einfache Arithmetik; sonst der Prozessor. Gelerntes läuft immer auf dem Prozessor. Gilt in diesem Browser.",
    context: "Liest bis zu",
    contextText: (tokens) => `${countText(tokens)} Tokens`,
    loadTime: "Geladen in",
    loadTimeText: durationText,
    licence: "Lizenz",
    privacy: "Läuft auf diesem Computer. Nichts, was Sie eingeben, verlässt ihn.",
    serverUsed: (origin) => `Text verlässt diesen Rechner: Er wird an ${origin} gesendet.`,
    network: (bytes, requests) =>
      `Netz seit dem Laden: ${bytesText(bytes)}, ${countText(requests)} ${requests === 1 ? "Anfrage" : "Anfragen"}`,
    networkHint: (origins) =>
      `Gemessen: die Aufzeichnung des Browsers (Resource Timing) über Anfragen dieser Seite und des Workers des Modells. WebSockets stehen nicht darin, und wo eine Website ihre Größen verbirgt, 0 Byte.${origins.length === 0 ? "" : ` Gefragt: ${origins.join(", ")}.`}`,
  },

  models: {
    open: "Modell wählen",
    close: "Modelle ausblenden",
    list: "Modelle",
    reading: "Es wird nachgesehen, welche Modelle es gibt…",
    sizeText: (bytes) => `${megabytes(bytes)} MB`,
    partText: (bytes) => `bisher ${megabytes(bytes)} MB`,
    own: "Ihre eigene Datei",
    accuracy: (share) => `${percentText(share)} richtig`,
    accuracyHint:
      "Anteil richtiger Antworten bei den 22 Beziehungen der Modellkarte: fünf Beispiele, Format „fields“, immer das Wahrscheinlichste.",
    notMeasured: "Genauigkeit nicht gemessen",
    chosen: "In Gebrauch",
    place: {
      stored: "In diesem Browser",
      part: "Zum Teil hier",
      offered: "Nicht heruntergeladen",
      absent: "Nicht auf diesem Server",
    },
    absent: (id) =>
      `Diesem Server fehlt die Datei. Wer ihn betreibt, holt sie mit: npm run model -- --model ${id}`,
    use: "Nehmen",
    useNamed: (name) => `${name} nehmen`,
    delete: "Löschen",
    deleteNamed: (name) => `${name} aus diesem Browser löschen`,
    continue: "Weiter",
    continueNamed: (name) => `${name} weiter herunterladen`,
    storage: (used, free) =>
      `Fewshot belegt ${megabytes(used)} MB im Speicher dieses Browsers; ${megabytes(free)} MB sind frei.`,
    add: "Ein eigenes Modell hinzufügen",
    chooseFile: "GGUF-Datei wählen…",
    file: "GGUF-Datei",
    dropHint: "Oder hier ablegen. Sie bleibt auf diesem Computer.",
    address: "Oder ihre Adresse",
    addressHint:
      "Diese Seite erreicht nur ihren eigenen Server und Adressen, mit denen sie gebaut wurde. Jede andere Datei: erst herunterladen, dann hier wählen.",
    addressRefused: "Das ist keine Adresse. Schreiben Sie sie wie https://example.com/model.gguf",
    addAddress: "Hinzufügen",
    adding: (name) => `${name} wird hinzugefügt`,
    loaded: (bytes) => `${megabytes(bytes)} MB`,
    bytes: megabytesOf,
    speed: speedText,
    timeLeft,
    pause: "Hinzufügen anhalten",
    resume: "Weiter hinzufügen",
    paused: "Angehalten.",
    cancel: "Abbrechen",
    refused: (name, reason) => `${name} wurde nicht hinzugefügt: ${reason}`,
    added: (name) => `${name} ist da. Mit „Nehmen“ antwortet es.`,
  },

  server: {
    title: "Server",
    off: "Aus. Das Modell läuft auf diesem Rechner, und kein Text verlässt ihn.",
    on: (origin, model) =>
      `An. Text verlässt diesen Rechner: Jede Formel sendet ihre Beispiele, Überschriften und Zeile an ${origin}${model === "" ? "" : `, für ${model}`}.`,
    noneReachable: "Diese Seite darf keinen Server erreichen. Wer sie betreibt, nennt die Server beim Bauen:",
    command: "npm run build -- --connect https://llm.example.com",
    address: "Adresse",
    model: "Modell",
    modelHint: "das erste des Servers",
    key: "Schlüssel",
    keyHint: "keiner",
    keyKept: "der zuvor gegebene",
    warning: (address) =>
      `Text wird diesen Rechner verlassen: Was Ihre Formeln lesen, wird an ${address === "" ? "diese Adresse" : address} gesendet, wo man es lesen und behalten kann. Der Schlüssel bleibt in diesem Browser und wird nicht mit der Arbeitsmappe gespeichert.`,
    use: "Text an diesen Server senden",
    stopUsing: "Diesen Rechner verwenden",
  },

  kept: {
    title: "Antworten eines anderen Modells",
    text: (answers, models, current) =>
      `${countText(answers)} ${answers === 1 ? "Antwort" : "Antworten"} dieser Arbeitsmappe ${answers === 1 ? "kommt" : "kommen"} von ${models}; hier antwortet ${current}. Sie bleiben, wie sie sind, bis Sie neu fragen.`,
    renew: "Neu fragen",
  },

  work: {
    title: "Arbeit",
    idle: "Nichts zu tun.",
    progress: (done, total) => `${countText(done)} von ${countText(total)} Zeilen`,
    state: (waiting, running) => `${countText(waiting)} warten, ${countText(running)} laufen`,
    rate: (rowsPerSecond) => `${rateText(rowsPerSecond)} Zeilen/s`,
    timeLeft,
    columns: "Nach Spalte",
    column: (sheet, column) => (sheet === "" ? column : `${sheet}, Spalte ${column}`),
    columnProgress: (name, ended, rows) => `${name}: ${countText(ended)} von ${countText(rows)}`,
    pause: "Anhalten",
    resume: "Fortsetzen",
    paused: "Angehalten.",
    stop: "Beenden",
    failed: (count) => `${countText(count)} fehlgeschlagen`,
    stopped: (count) => `${countText(count)} beendet`,
    runAgain: "Neu starten",
    formulas: "GPT-Formeln",
    recalculate: "Alle neu berechnen",
    recalculateHint: {
      excel:
        "Berechnet jede GPT-Formel neu. Nötig, nachdem Sie Zellen geändert haben, die =GPT(A7) als Beispiele liest: Excel beobachtet sie nicht.",
      playground: "Berechnet jede GPT-Formel neu.",
    },
    order: {
      excel: "Zuerst die Zeilen auf dem Bildschirm; wo Excel sie nicht nennt, die um die gewählte Zelle.",
      playground: "Zuerst die Zeilen auf dem Bildschirm.",
    },
  },

  gentle: {
    label: { excel: "Excel Luft lassen", playground: "Der Tabelle Luft lassen" },
    hint: "Für diesen Computer. Das Modell nutzt höchstens einen Prozessorkern und ruht so lange, wie es gearbeitet hat. Beim Lernen nutzt es alle Kerne und ruht ebenso lange.",
    cost: "Antworten dauern mindestens doppelt so lang, und länger, je mehr Threads stillstehen.",
  },

  selected: {
    title: "Gewählte Zelle",
    nothing: "Wählen Sie eine Zelle mit =GPT(…), um zu sehen, was das Modell las und wie sicher es ist.",
    example: "Zum Beispiel: fertige Zeilen in A2:B6, dann =GPT($A$2:$B$6, A7) in B7.",
    noAnswer: (address) =>
      `In ${address} steht noch keine Antwort. Wählen Sie eine Zelle mit =GPT(…), die fertig ist.`,
    queued: "Wartet, bis sie dran ist.",
    waitsForModel: "Wartet auf das Modell: siehe oben unter „Modell“.",
    running: "Läuft.",
    kept: (model) =>
      `Mit der Arbeitsmappe aufbewahrt, von ${model}; es wurde nichts gerechnet. Starten Sie sie neu, um Prompt und Tokens zu sehen.`,
    sure: (probability) => `${percentText(probability)} sicher`,
    sureHint:
      "Wie wahrscheinlich diese Antwort richtig ist, gelernt an Antworten, deren Wahrheit bekannt ist. Die Wahrscheinlichkeit, die das Modell selbst angibt, steht darunter.",
    ownProbability: "Wahrscheinlichkeit des Modells",
    emptyAnswer: "(leer)",
    rule: "Regel",
    certainty: { exact: "Sichere Regel", likely: "Wahrscheinliche Regel" },
    certaintyHint: {
      exact:
        "In den Beispielen gefunden, ohne das Modell: Jede führende Regel, die sie erklärt, gibt diese Antwort.",
      likely:
        "In den Beispielen gefunden, ohne das Modell: die einfachste Regel, die sie erklärt. Eine andere gäbe hier etwas anderes. Ein weiteres Beispiel dieser Art entscheidet.",
    },
    format: "Format",
    formatText: (title, isChosen) => (isChosen ? `${title}, von Ihren Beispielen gewählt` : title),
    answeredBy: "Beantwortet von",
    answeredByText: (model, origin) => `${model} bei ${origin}`,
    tries: "Versuche",
    triesText: (written, compiles) =>
      compiles
        ? `${countText(written)}; die davor ließen sich nicht übersetzen`
        : `${countText(written)}, keiner lässt sich übersetzen; dies ist der wahrscheinlichste`,
    promptTokens: "Prompt",
    promptTokensText: (tokens) => `${countText(tokens)} Tokens`,
    examples: "Beispiele",
    examplesText: (used, dropped) =>
      dropped === 0 ? countText(used) : `${countText(used)} benutzt, ${countText(dropped)} weggelassen`,
    examplesHint: "Beispiele werden weggelassen, wenn nicht alle in das passen, was das Modell lesen kann.",
    time: "Zeit",
    timeText: durationText,
    cached: "Aus dem Gedächtnis",
    runAgain: "Neu starten",
    accept: "Annehmen",
    correct: "Berichtigen",
    correction: "Ihre Antwort",
    saveCorrection: "Speichern",
    review: (answers, unsure) =>
      `${countText(answers)} ${answers === 1 ? "Antwort" : "Antworten"}, ${countText(unsure)} unsicher`,
    nextUnsure: "Nächste unsichere",
    selection: "Gewählte Zellen",
    freeze: "Einfrieren",
    freezeHint: "Setzt die Antworten an die Stelle der Formeln, sodass sie bleiben, wie sie sind.",
    unfreeze: "Auftauen",
    unfreezeHint: "Gibt Zellen ihre Formeln zurück, die eingefroren wurden, seit diese Seite geöffnet ist.",
    prompt: "Was das Modell las",
    copy: "Prompt kopieren",
    copied: "Kopiert",
    promptOwn: "diese Zelle",
    promptExamples: "Beispiele",
    tokens: "Antwort, Token für Token",
    tokensHint:
      "Jedes Token mit der Wahrscheinlichkeit des Modells. Der zweite Balken ist die Aussicht, unter den Einstellungen unten gezogen zu werden; er bewegt sich mit ihnen. Die Wiederholungsstrafe zeigt sich hier nicht, auch nicht Tokens außerhalb der 32 wahrscheinlichsten.",
    tokenLabel: (text, probability) => `Token ${text}, ${percentText(probability)}`,
    rivals: "Kandidaten an dieser Stelle",
    candidate: "Token",
    probability: "Modell",
    picked: "Gezogen",
    percent: percentText,
  },

  distribution: {
    title: "Nächstes Token",
    at: (address, token) =>
      `Token ${countText(token)} von ${address}, wie unter diesen Einstellungen gezogen`,
    nothing:
      "Wählen Sie eine Zelle mit einer Antwort, um ohne Rechnen zu sehen, was die Einstellungen daraus machten.",
    cut: "entfällt",
    percent: percentText,
    spoken: (text, probability, isKept) => `${text} ${isKept ? percentText(probability) : "entfällt"}`,
  },

  inside: {
    title: "Unter der Haube",
    nothing:
      "Wählen Sie eine Zelle mit =GPT(…), um ihre Tokens zu sehen und wie viel vom Fenster des Modells sie füllen.",
    context: (prompt, answer, free) =>
      `${countText(prompt)} Tokens Prompt, ${countText(answer)} für die Antwort, ${countText(free)} frei`,
    nothingDropped: "Alle Beispiele passen.",
    dropped: (examples) =>
      `${countText(examples)} ${examples === 1 ? "Beispiel wurde" : "Beispiele wurden"} weggelassen, die ersten: Mit der Zeile und ihrer Antwort passen sie nicht in das Fenster.`,
    showTokens: "Tokens zeigen",
    hideTokens: "Tokens ausblenden",
    tokens: "Prompt und Antwort als Tokens",
    tokenLabel: (text, kind) => `${text}, ${kind}`,
    kinds: { start: "Anfang", example: "Beispiel", input: "Eingabe", answer: "Antwort" },
    token: "Token",
    kind: "Teil von",
    position: "Stelle",
    id: "Nummer",
    probability: "Wahrscheinlichkeit",
    readPrompt: "Wie wahrscheinlich war der Prompt?",
    readingPrompt: "Der Prompt wird gelesen…",
    promptHint:
      "Unterstrichen: Tokens des Prompts, denen das Modell weniger als 5 % gab. Wählen Sie eines, um seine Wahrscheinlichkeit zu sehen.",
    tokenLikely: (text, kind, probability) => `${text}, ${kind}, ${percentText(probability)}`,
    runnersUp: "Nächstbeste",
    runnerUp: (text, probability) => `${text} ${percentText(probability)}`,
    percent: percentText,
    count: countText,
  },

  layers: {
    about: (token) => `Das Token ${token} der Antwort; ein anderes wählen Sie unter „Gewählte Zelle“.`,
    look: "In die Schichten sehen",
    looking: "Die Schichten rechnen, eine nach der anderen…",
    stop: "Nicht weiter",
    lens: "Wohin jede Schicht neigt",
    lensHint:
      "Das wahrscheinlichste nächste Token, wenn das Modell nach dieser Schicht zu Ende wäre (Logit Lens: letzte Norm und letzte Matrix über dem Zustand der Schicht). Blau: das Token, das geschrieben wurde.",
    leaning: (layer, text, probability) => `Schicht ${layer} ${text} ${percentText(probability)}`,
    attention: "Worauf die Stelle blickt",
    attentionHint:
      "Wie stark das Token vor der Stelle auf jedes frühere achtet, Mittel der Köpfe. Viel davon liegt oft auf dem ersten Token: Dorthin blicken Köpfe, die nichts zu suchen haben.",
    layer: "Schicht",
    allLayers: "Alle Schichten, Mittel",
    oneLayer: (layer) => `Schicht ${layer}`,
    attended: (position, text, share) => `Token ${position} ${text} ${percentText(share)}`,
    share: (kind, share) => `${kind} ${percentText(share)}`,
    percent: percentText,
  },

  influence: {
    title: "Beispiele und wie viel jedes zählte",
    hint: "Wievielmal wahrscheinlicher das Modell diese Antwort mit dem Beispiel findet als ohne es. Unter 1 spricht das Beispiel gegen die Antwort.",
    show: "Welche Beispiele zählten",
    hide: "Beispiele ausblenden",
    running: "Jedes wird einmal weggelassen…",
    example: (inputs, output) => `${inputs.join(", ")} → ${output}`,
    factor: (factor) => `×${factorText(factor)}`,
    untested: (examples) =>
      `${countText(examples)} ${examples === 1 ? "früheres Beispiel wurde" : "frühere Beispiele wurden"} auch gelesen, aber nicht einzeln weggelassen.`,
  },

  charts: {
    save: "Als SVG speichern",
    saveNamed: (title) => `Als SVG speichern: ${title}`,
  },

  settings: {
    title: "Ziehen der Tokens",
    presets: "Arten zu ziehen",
    preset: { exact: "Genau", balanced: "Ausgewogen", inventive: "Einfallsreich" },
    override: (name, value) => `${name} ${value}`,
    overrides: (names) => `Die gewählte Formel setzt selbst: ${names.join(", ")}.`,
    scope: "Für diese Arbeitsmappe. Optionen in einer Formel gehen vor.",
    reset: "Zurücksetzen",
    description: {
      temperature:
        "Wie frei Wörter gezogen werden: 0 nimmt immer das wahrscheinlichste, 1 zieht wie das Modell, darüber wird es wilder.",
      topK: "Zieht nur aus den k wahrscheinlichsten Tokens; 0 zieht aus allen.",
      topP: "Zieht aus den wahrscheinlichsten Tokens, die zusammen diese Wahrscheinlichkeit erreichen; 1 zieht aus allen.",
      minP: "Lässt Tokens weg, die unwahrscheinlicher sind als dieser Anteil des wahrscheinlichsten; 0 lässt keines weg.",
      repetitionPenalty:
        "Über 1 werden Tokens unwahrscheinlicher, die im Prompt oder in der Antwort schon stehen; 1 ändert nichts.",
      maxTokens: "Die längste Antwort, in Tokens; ein Token ist ein kurzes Wort oder ein Teil davon.",
      stop: 'Beendet die Antwort vor diesem Text, außer dort, wo sie ohnehin endet; in Anführungszeichen, mehrere als "a"|"b".',
      seed: "Eine andere Zahl gibt andere Antworten, wo die Temperatur über 0 liegt; dieselbe gibt dieselben.",
      format:
        "Wie Beispiele für das Modell geschrieben werden. Auto nimmt die Art, in der das Modell Ihre eigenen Antworten am wahrscheinlichsten findet.",
      headers:
        "Ob die erste Zeile um =GPT(A7) die Spalten benennt: auto sieht sie an, yes und no entscheiden.",
      type: "Welche Art Antwort gewünscht ist; anderes kommt nicht heraus. Auto richtet sich nach den Beispielen.",
      oneOf: "Die einzigen erlaubten Antworten, etwa: niedrig, mittel, hoch.",
      teach:
        "Antwortet wie eine im Bereich gelehrte Lektion, nach ihrem Namen; Beispiele in der Formel sagen dann nur, wie viele Spalten es sind.",
      unknown:
        "Erlaubt auch die Antwort „unknown“, wo die Antworten von einer Art oder aus wenigen Namen sind.",
      maxCharacters: "Kürzt längere Texte am Ende eines Wortes; 0 kürzt keinen.",
      careful:
        "Fragt in den drei wahrscheinlichsten Formaten und nimmt die Antwort, die sie zusammen am wahrscheinlichsten finden. Langsamer, und öfter richtig.",
      confidence:
        "Antworten, die unwahrscheinlicher richtig sind, zeigen #N/A, mit der besten Vermutung in der Meldung.",
      unsureBelow:
        "Antworten, die unwahrscheinlicher richtig sind, gelten als unsicher: „Nächste unsichere“ geht sie durch.",
    },
    candidates: "Gezeigte Kandidaten",
    candidatesHint: "Wie viele der wahrscheinlichsten Tokens die Bilder und Listen dieses Bereichs zeigen.",
    count: countText,
    value: (label) => `${label}, Wert`,
    stop: "Enden bei, ein Text je Zeile",
    outOfRange: (min, max, aboveMin, isWhole) =>
      `Geben Sie eine ${isWhole ? "ganze Zahl" : "Zahl"} ${aboveMin ? `über ${min} und bis` : `von ${min} bis`} ${countText(max)} ein. Der Wert davor bleibt.`,
  },

  log: {
    title: "Fehler",
    none: "Keine Fehler.",
    clear: "Leeren",
    count: (count) => `${countText(count)} Fehler`,
  },

  officeMissing: {
    title: "Diese Seite gehört in Excel",
    body: "Excel hat nicht geantwortet. Entweder wurde diese Seite außerhalb von Excel geöffnet, oder das Netz sperrt Microsofts Skript, das beide verbindet.",
    steps: [
      "In Excel: Start > Add-Ins öffnen und Fewshot dort starten.",
      "Wenn Sie schon in Excel sind: die Verbindung prüfen, diesen Bereich schließen und neu öffnen.",
      "Ohne Excel: der Spielplatz, dieselben Funktionen auf einem Blatt im Browser.",
    ],
    playground: "Spielplatz öffnen",
  },
  startFailed: (message) => `Fewshot konnte nicht starten: ${message}`,
  language: "Sprache",

  app: {
    title: "App-Vorschau",
    frame: "Die App",
    opening: "Vorschau wird geöffnet…",
    code: "Code der App",
    run: "Ausführen",
    keep: "In der Zelle behalten",
    keepHint:
      "Behaltener Code ersetzt die Formel und ist ein Beispiel für Formeln, die die Zeilen um sich herum nehmen, wie =GPT.CODE(A12).",
    copy: "Code kopieren",
    copied: "Kopiert",
    save: "Als Seite speichern",
    fileTitle: "App",
    hung: "Die App wurde angehalten: Sie hat nicht mehr geantwortet. „Ausführen“ startet sie neu.",
    left: "Die App wurde angehalten: Sie wollte zu einer anderen Seite gehen.",
    unreachable:
      "Die Seite der Vorschau konnte nicht geladen werden. Sie braucht die Website, von der diese Seite stammt.",
  },
};
