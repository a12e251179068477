/** "Capital city" as inside a sentence: "capital city". Names in capitals ("URL") and mixed ones ("iPhone") stay. */
export function inSentence(header: string): string {
  return /^\p{Lu}[^\p{Lu}]*$/u.test(header) ? header.toLowerCase() : header;
}

/** "a", "a and b", "a, b and c". */
export function enumerate(texts: readonly string[]): string {
  const filled = texts.filter((text) => text !== "");
  const last = filled.at(-1) ?? "";
  return filled.length < 2 ? last : `${filled.slice(0, -1).join(", ")} and ${last}`;
}
