import { strFromU8, unzipSync } from "fflate";
import { LEFT_OUT, type LeftOut } from "./workbook-data.ts";

const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i;

interface Trace {
  readonly of: LeftOut;
  /** Parts of the file that may hold it. */
  readonly part: RegExp;
  /** Whether such a part does; left out where its being there says so. */
  readonly isIn?: (xml: string) => boolean;
}

/** What shows that a file holds more than the playground reads (ECMA-376 part 1, chapters 12, 18 and 20). */
const TRACES: readonly Trace[] = [
  { of: "looks", part: /^xl\/styles\.xml$/i, isIn: hasLooks },
  { of: "drawings", part: /^xl\/(charts|chartsheets|media)\/|^xl\/drawings\/drawing\d*\.xml$/i },
  { of: "rules", part: SHEET, isIn: (xml) => /<(?:\w+:)?(conditionalFormatting|dataValidation)\b/.test(xml) },
  { of: "merged", part: SHEET, isIn: (xml) => /<(?:\w+:)?mergeCell\b/.test(xml) },
  { of: "comments", part: /^xl\/(comments|threadedComments)/i },
  { of: "tables", part: /^xl\/(tables|pivotTables)\//i },
  { of: "hidden", part: SHEET, isIn: (xml) => /<(?:\w+:)?(row|col)\b[^<>]*\shidden="(1|true)"/.test(xml) },
  { of: "hidden", part: /^xl\/workbook\.xml$/i, isIn: (xml) => /\sstate="(hidden|veryHidden)"/.test(xml) },
];

/**
 * What an xlsx file holds that the playground does not read, and so does not write either; nothing where it cannot
 * tell.
 */
export function leftOutOf(file: Uint8Array): readonly LeftOut[] {
  const found = new Set<LeftOut>();
  try {
    const parts = unzipSync(file, {
      filter: ({ name }) => {
        const traces = TRACES.filter(({ part }) => part.test(name));
        for (const { of, isIn } of traces) if (!isIn) found.add(of);
        return traces.some(({ isIn }) => isIn);
      },
    });
    for (const [name, bytes] of Object.entries(parts)) {
      const xml = strFromU8(bytes);
      for (const { of, part, isIn } of TRACES) if (part.test(name) && isIn?.(xml)) found.add(of);
    }
  } catch {
    // The spreadsheet library, which is more lenient with archives, has the last word on the file.
  }
  return LEFT_OUT.filter((kind) => found.has(kind));
}

/** Whether any cell has a font, a fill or a border that is not the first of its kind, the plain one. */
function hasLooks(styles: string): boolean {
  const start = styles.search(/<(?:\w+:)?cellXfs\b/);
  const end = styles.search(/<\/(?:\w+:)?cellXfs>/);
  return start >= 0 && end > start && /\s(?:font|fill|border)Id="[1-9]/.test(styles.slice(start, end));
}
