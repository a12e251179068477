import type { Messages } from "../messages.ts";
import { countText, factorText, percentText } from "../../language/quantities.ts";

export const DISTRIBUTION: Messages["distribution"] = {
  title: "Nächstes Token",
  at: (address, token) => `Token ${countText(token)} von ${address}, wie unter diesen Einstellungen gezogen`,
  nothing:
    "Wählen Sie eine Zelle mit einer Antwort, um ohne Rechnen zu sehen, was die Einstellungen daraus machten.",
  cut: "entfällt",
  percent: percentText,
  spoken: (text, probability, isKept) => `${text} ${isKept ? percentText(probability) : "entfällt"}`,
};

export const INSIDE: Messages["inside"] = {
  title: "Unter der Haube",
  nothing:
    "Wählen Sie eine Zelle mit =GPT(…), um ihre Tokens zu sehen und wie viel vom Fenster des Modells sie füllen.",
  window: "Kontextfenster",
  context: (prompt, answer, free) =>
    `${countText(prompt)} Tokens Prompt, ${countText(answer)} für die Antwort, ${countText(free)} frei`,
  nothingDropped: "Alle Beispiele passen.",
  dropped: (examples) =>
    `${countText(examples)} ${examples === 1 ? "Beispiel wurde" : "Beispiele wurden"} weggelassen: Mit der Zeile und ihrer Antwort passen nicht alle in das Fenster. Die letzten bleiben, und von den anderen die, die der Zeile am ähnlichsten sind.`,
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
    "Unterstrichen: Tokens des Prompts, denen das Modell weniger als 5 % gab. Wählen Sie eines, um seine Wahrscheinlichkeit und die nächstbesten zu sehen.",
  tokenLikely: (text, kind, probability) => `${text}, ${kind}, ${percentText(probability)}`,
  runnersUp: "Nächstbeste",
  runnerUp: (text, probability) => `${text} ${percentText(probability)}`,
  percent: percentText,
  count: countText,
};

export const LAYERS: Messages["layers"] = {
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
};

export const CHARTS: Messages["charts"] = {
  save: "Als SVG speichern",
  saveNamed: (title) => `Als SVG speichern: ${title}`,
};

export const INFLUENCE: Messages["influence"] = {
  title: "Beispiele und wie viel jedes zählte",
  hint: "Wievielmal wahrscheinlicher das Modell diese Antwort mit dem Beispiel findet als ohne es. Unter 1 spricht das Beispiel gegen die Antwort.",
  show: "Welche Beispiele zählten",
  hide: "Beispiele ausblenden",
  running: "Jedes wird einmal weggelassen…",
  example: (inputs, output) => `${inputs.join(", ")} → ${output}`,
  factor: (factor) => `×${factorText(factor)}`,
  untested: (examples) =>
    `${countText(examples)} ${examples === 1 ? "früheres Beispiel wurde" : "frühere Beispiele wurden"} auch gelesen, aber nicht einzeln weggelassen.`,
};
