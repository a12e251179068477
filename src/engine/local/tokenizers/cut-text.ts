/** Finds any of the texts, of those that start at one place the longest; null where there are none. */
export function longestFirst(texts: Iterable<string>): RegExp | null {
  const sorted = [...texts].filter((text) => text !== "").sort((a, b) => b.length - a.length);
  if (sorted.length === 0) return null;
  return new RegExp(sorted.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|"), "gu");
}

/** Cuts the text into the pattern's matches and what lies between them, in order; a null pattern matches nothing. */
export function cutText(text: string, pattern: RegExp | null): { text: string; matched: boolean }[] {
  const pieces: { text: string; matched: boolean }[] = [];
  let done = 0;
  if (pattern !== null) {
    for (const match of text.matchAll(pattern)) {
      if (match.index > done) pieces.push({ text: text.slice(done, match.index), matched: false });
      pieces.push({ text: match[0], matched: true });
      done = match.index + match[0].length;
    }
  }
  if (done < text.length) pieces.push({ text: text.slice(done), matched: false });
  return pieces;
}
