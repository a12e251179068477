import type { DateRead } from "./calendar.ts";
import { dateOfIsoWeek, dateOfYearDay, isDate, MONTHS, nthWeekday, WEEKDAYS } from "./calendar.ts";
import { RULE_WORDS } from "./rule-words.ts";

/** How a date of digits alone is meant where its text does not tell. */
export interface DateOrder {
  readonly id: "mdy" | "dmy" | "ydm";
  /** In words, after "the date". */
  words(): string;
  readonly cost: number;
}

export const DATE_ORDERS: readonly DateOrder[] = [
  { id: "mdy", words: () => "", cost: 0 },
  { id: "dmy", words: () => RULE_WORDS.dates.dayFirst, cost: 0.2 },
  { id: "ydm", words: () => RULE_WORDS.dates.yearDayMonth, cost: 1.5 },
];

interface DatePattern {
  readonly pattern: RegExp;
  read(groups: readonly string[], order: DateOrder["id"]): DateRead | null;
}

/** Two digits mean the years 1930 to 2029, as in a spreadsheet. */
function yearOf(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 30 ? 2000 + year : 1900 + year;
}

function weekdayNamed(name: string): number {
  const start = name.slice(0, 3).toLowerCase();
  return WEEKDAYS.findIndex((weekday) => weekday.toLowerCase().startsWith(start));
}

function monthNamed(name: string): number {
  const start = name.slice(0, 3).toLowerCase();
  return MONTHS.findIndex((month) => month.toLowerCase().startsWith(start)) + 1;
}

const NAME = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*";
const WEEKDAY = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*";
const END = "(?!\\d)";
const START = "(?<!\\d)";

function pairOf(first: string, second: string, order: DateOrder["id"]): { month: number; day: number } {
  const [a, b] = [Number(first), Number(second)];
  return order === "mdy" ? { month: a, day: b } : { month: b, day: a };
}

/** In the order in which they are tried; the first that gives a date wins. */
const PATTERNS: readonly DatePattern[] = [
  {
    pattern: new RegExp(`\\b${WEEKDAY},? (?:wk|week) (\\d{1,2})(?: in| of|,)? (\\d{4})${END}`, "iu"),
    read: ([weekday, week, year]) => dateOfIsoWeek(Number(year), Number(week), weekdayNamed(weekday!)),
  },
  {
    pattern: new RegExp(`\\b${NAME} (\\d{4}),? ${WEEKDAY} #?([1-5])${END}`, "iu"),
    read: ([month, year, weekday, count]) =>
      nthWeekday(Number(year), monthNamed(month!), weekdayNamed(weekday!), Number(count)),
  },
  {
    pattern: new RegExp(`${START}(\\d{4})([-/. ]{1,2})(\\d{1,2})\\2(\\d{1,2})${END}`, "u"),
    read: ([year, , second, third], order) => ({
      year: Number(year),
      ...pairOf(second!, third!, order === "ydm" ? "dmy" : "mdy"),
    }),
  },
  {
    pattern: new RegExp(`${START}(\\d{1,2})([-/. ]{1,2})(\\d{1,2})\\2(\\d{4}|\\d{2})${END}`, "u"),
    read: ([first, , second, year], order) => ({ year: yearOf(year!), ...pairOf(first!, second!, order) }),
  },
  {
    pattern: new RegExp(
      `${START}(\\d{1,2})(?:st|nd|rd|th)?[\\s.,/-]*(?:of )?${NAME}[\\s.,/-]*(\\d{4}|\\d{2})${END}`,
      "iu",
    ),
    read: ([day, month, year]) => ({ year: yearOf(year!), month: monthNamed(month!), day: Number(day) }),
  },
  {
    pattern: new RegExp(`${NAME}[\\s.,/-]*(\\d{1,2})(?:st|nd|rd|th)?[\\s.,/-]+(\\d{4}|\\d{2})${END}`, "iu"),
    read: ([month, day, year]) => ({ year: yearOf(year!), month: monthNamed(month!), day: Number(day) }),
  },
  {
    pattern: new RegExp(`${START}(\\d{4})[\\s.,/-]*${NAME}[\\s.,/-]*(\\d{1,2})${END}`, "iu"),
    read: ([year, month, day]) => ({ year: Number(year), month: monthNamed(month!), day: Number(day) }),
  },
  {
    pattern: new RegExp(`${START}(\\d{2})(\\d{2})(\\d{4})${END}`, "u"),
    read: ([first, second, year], order) => ({ year: Number(year), ...pairOf(first!, second!, order) }),
  },
  {
    pattern: new RegExp(`${START}(\\d{4})(\\d{2})(\\d{2})${END}`, "u"),
    read: ([year, second, third], order) => ({
      year: Number(year),
      ...pairOf(second!, third!, order === "ydm" ? "dmy" : "mdy"),
    }),
  },
  {
    pattern: /^\s*(\d{4})[ -](\d{1,3})\s*$/u,
    read: ([year, day]) => (Number(day) > 366 ? null : dateOfYearDay(Number(year), Number(day))),
  },
  {
    pattern: new RegExp(`${START}(\\d{1,2})(?:st|nd|rd|th)?[\\s.,/-]*${NAME}\\b`, "iu"),
    read: ([day, month]) => ({ year: null, month: monthNamed(month!), day: Number(day) }),
  },
  {
    pattern: new RegExp(`(?<!\\d[a-z]{0,2}[\\s.,/-]*)\\b${NAME}[\\s.,/'-]*(\\d{4})${END}`, "iu"),
    read: ([month, year]) => ({ year: Number(year), month: monthNamed(month!), day: null }),
  },
  {
    pattern: new RegExp(`\\b${NAME}[\\s.,/-]*(\\d{1,2})${END}`, "iu"),
    read: ([month, day]) => ({ year: null, month: monthNamed(month!), day: Number(day) }),
  },
  {
    pattern: /(?<!\d[-/]?)(\d{1,2})[-/](\d{1,2})(?![-/]?\d)/u,
    read: ([first, second], order) => ({ year: null, ...pairOf(first!, second!, order) }),
  },
  {
    pattern: new RegExp(`${START}(\\d{1,2})[^\\d:]{1,20}(\\d{1,2})[^\\d:]{1,20}(\\d{4})${END}`, "u"),
    read: ([first, second, year], order) => ({ year: Number(year), ...pairOf(first!, second!, order) }),
  },
];

/** The date in a text, however it is written; null where there is none. */
export function dateIn(text: string, order: DateOrder["id"]): DateRead | null {
  for (const { pattern, read } of PATTERNS) {
    const match = pattern.exec(text);
    const date = match && read(match.slice(1), order);
    if (date && isDate(date)) return date;
  }
  return null;
}
