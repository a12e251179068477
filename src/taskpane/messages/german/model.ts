import type { Messages } from "../messages.ts";
import {
  bytesText,
  countText,
  durationText,
  megabytes,
  percentText,
  speedText,
} from "../../language/quantities.ts";
import type { ModelRuntime, NoGraphics } from "../../../engine/model-runtime.ts";
import { megabytesOf, timeLeft } from "./counts.ts";

function runtimeText(runtime: ModelRuntime): string {
  switch (runtime.kind) {
    case "graphics":
      return `WebGPU, ${runtime.card}`;
    case "server":
      return `${runtime.software ?? "einem Server"} unter ${runtime.address}`;
    case "processor": {
      const { threads, noGraphics } = runtime;
      const name = `WebAssembly, ${threads} ${threads === 1 ? "Thread" : "Threads"}`;
      return noGraphics === null ? name : `${name}; WebGPU: ${noGraphicsText(noGraphics)}`;
    }
    default:
      return runtime satisfies never;
  }
}

function noGraphicsText(reason: NoGraphics): string {
  switch (reason.code) {
    case "not-in-browser":
      return "kennt dieser Browser nicht";
    case "no-card":
      return "keine Grafikkarte, die der Browser rechnen lässt";
    case "software-only":
      return "nur nachgebildet";
    case "stopped":
      return `ausgefallen (${reason.detail})`;
    case "failed":
      return reason.detail;
    default:
      return reason satisfies never;
  }
}

export const MODEL: Messages["model"] = {
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
  runtimeText,
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
};

export const MODELS: Messages["models"] = {
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
  deleteQuestion: (name, bytes, canReturn) =>
    `Die ${megabytes(bytes)} MB von ${name} löschen? ${canReturn ? "Um es wieder zu benutzen, müssen sie noch einmal heruntergeladen werden." : "Um es wieder zu benutzen, brauchen Sie seine Datei."}`,
  keep: "Behalten",
  keepNamed: (name) => `${name} behalten`,
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
};

export const GENTLE: Messages["gentle"] = {
  label: { excel: "Excel Luft lassen", playground: "Der Tabelle Luft lassen" },
  hint: "Für diesen Computer. Das Modell nutzt höchstens einen Prozessorkern und ruht so lange, wie es gearbeitet hat. Beim Lernen nutzt es alle Kerne und ruht ebenso lange.",
  cost: "Antworten dauern mindestens doppelt so lang, und länger, je mehr Threads stillstehen.",
};
