import type { Messages } from "../messages.ts";

export const SERVER: Messages["server"] = {
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
};
