/** The number format of a cell that has none. */
export const GENERAL = "General";

/** True for a number format that keeps what is typed as text, formulas too: one for texts alone ("@"). */
export function isTextFormat(format: string): boolean {
  const codes = format.replace(NO_CODES, "");
  return codes.includes("@") && !codes.includes(";");
}

/** How a number format comes by the percent sign that it shows: of a number times a hundred, or as a text behind it. */
export type PercentSign = "scales" | "literal";

/** The percent sign in a number format ("0%", `0" %"`); null where there is none. */
export function percentSign(format: string): PercentSign | null {
  if (format.replace(NO_CODES, "").includes("%")) return "scales";
  return format.replace(ROOM, "$<text>").includes("%") ? "literal" : null;
}

/** What a number format shows of a number of days. */
export interface DateFormat {
  readonly hasDay: boolean;
  readonly hasTime: boolean;
  readonly hasSeconds: boolean;
  /** Hours count on past 24: "[h]:mm". */
  readonly isElapsed: boolean;
}

/** Quoted and escaped texts, room and fillers, and brackets other than those of elapsed time. */
const NO_CODES = /"[^"]*"?|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]/giu;
/** Room as wide as a sign and fillers, which show no sign; quoted and escaped texts, which do. */
const ROOM = /(?<text>"[^"]*"?|\\.)|[_*]./gu;
/** An "m" next to hours or seconds means minutes. */
const MINUTES = /h+\]?[^a-z]*m+|m+\]?[^a-z]*s/iu;

/** Number formats are few, and asked for with each cell. */
const known = new Map<string, DateFormat | null>();
const MOST_KNOWN = 500;

function read(format: string): DateFormat | null {
  const [first = ""] = format.replace(NO_CODES, "").split(";");
  if (/^\s*(general|@)?\s*$/iu.test(first)) return null;
  const codes = first.replace(/AM\/PM|A\/P/giu, "");
  const hasTime = /[hs]/iu.test(codes) || codes !== first || /\[m+\]/iu.test(codes);
  const withoutMinutes = codes.replace(MINUTES, "");
  const hasDay = /[yd]/iu.test(codes) || /m/iu.test(withoutMinutes.replace(/\[m+\]/giu, ""));
  if (!hasDay && !hasTime) return null;
  return { hasDay, hasTime, hasSeconds: /s/iu.test(codes), isElapsed: /\[[hms]+\]/iu.test(codes) };
}

/** What a number format, as Excel writes it ("yyyy-mm-dd"), shows of a date or a time; null where it shows neither. */
export function dateFormat(format: string): DateFormat | null {
  let found = known.get(format);
  if (found === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    found = read(format);
    known.set(format, found);
  }
  return found;
}
