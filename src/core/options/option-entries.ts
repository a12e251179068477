import type { CellError } from "../errors/cell-error.ts";
import { cellError } from "../errors/cell-error.ts";

/** One option as written: its name and value, untouched but for spaces around them. */
export interface OptionEntry {
  readonly name: string;
  readonly value: string;
}

/** Splits at each separator outside quotes, where `isSeparator` says so. Null where a quote stays open. */
export function splitOutsideQuotes(
  text: string,
  isSeparator: (character: string, rest: string) => boolean,
): string[] | null {
  const parts: string[] = [];
  let part = "";
  let inQuotes = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === "\\") {
      part += character + text.charAt(++index);
    } else if (!inQuotes && isSeparator(character, text.slice(index + 1))) {
      parts.push(part);
      part = "";
    } else {
      if (character === '"') inQuotes = !inQuotes;
      part += character;
    }
  }
  return inQuotes ? null : [...parts, part];
}

/** A comma parts options only before another name and "="; elsewhere it is a decimal comma or text. */
function partsOptions(character: string, rest: string): boolean {
  return (
    character === ";" || character === "\n" || (character === "," && /^\s*[A-Za-z][\w \t-]*=/.test(rest))
  );
}

/**
 * The options of "temperature=0.7; max tokens=12". Parted by ; or a line break, or by a comma before a name; a colon
 * may stand for =, as in "one of: low, high". isLabels: whether an option of that name takes labels.
 */
export function entriesOfText(
  text: string,
  isLabels: (name: string) => boolean,
): readonly OptionEntry[] | CellError {
  const parts = splitOutsideQuotes(text, partsOptions);
  if (!parts) return cellError("optionsUnreadable", { text });
  const entries: OptionEntry[] = [];
  for (const part of parts) {
    if (part.trim() === "") continue;
    const equals = part.search(part.includes("=") ? /=/ : /:/);
    const name = part.slice(0, equals).trim();
    const last = entries.at(-1);
    if (equals < 0 && last && isLabels(last.name)) {
      const labels = [last.value, ...parts.slice(parts.indexOf(part))].map((label) => label.trim());
      return cellError("labelsNotCommas", { labels: labels.join(", ") });
    }
    if (equals < 0 || name === "") return cellError("optionsUnreadable", { text: part });
    entries.push({ name, value: part.slice(equals + 1).trim() });
  }
  return entries;
}
