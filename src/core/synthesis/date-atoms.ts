import type { AtomSource, LeafGenerator } from "./atom.ts";
import { columnWords } from "./atom.ts";
import type { DateRead } from "./calendar.ts";
import { isoWeekOf, MONTHS, WEEKDAYS, weekdayOf, yearDayOf } from "./calendar.ts";
import { DATE_ORDERS, dateIn } from "./date-reader.ts";
import type { DateOrder } from "./date-reader.ts";
import type { RowView } from "./row-view.ts";
import { RULE_WORDS } from "./rule-words.ts";

/** A way of writing a part of a date. */
interface DateField {
  words(): string;
  readonly cost: number;
  /** Null where the date does not tell it. */
  render(date: DateRead): string | null;
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

function ordinalEnding(day: number): string {
  if (day >= 11 && day <= 13) return "th";
  return ["th", "st", "nd", "rd"][day % 10] ?? "th";
}

/** A field that needs the whole date. */
function whole(render: (year: number, month: number, day: number) => string): DateField["render"] {
  return ({ year, month, day }) => (year === null || day === null ? null : render(year, month, day));
}

function ofYear(render: (year: number) => string): DateField["render"] {
  return ({ year }) => (year === null ? null : render(year));
}

function ofDay(render: (day: number) => string): DateField["render"] {
  return ({ day }) => (day === null ? null : render(day));
}

/** Dates of digits alone as they are usually written: where one part has two digits, so has the other. */
const DIGIT_DATES: readonly DateField[] = ["-", "/", ".", " ", ""].flatMap((mark) =>
  (
    [
      ["yyyy", "MM", "dd"],
      ["MM", "dd", "yyyy"],
      ["dd", "MM", "yyyy"],
      ["M", "d", "yyyy"],
      ["d", "M", "yyyy"],
      ["MM", "dd"],
      ["dd", "MM"],
    ] as const
  )
    .filter((parts) => mark !== "" || parts[0].length > 1)
    .map((parts) => ({
      words: () => parts.join(mark),
      cost: 0.8,
      render: ({ year, month, day }: DateRead) => {
        if (day === null || (year === null && parts.length > 2)) return null;
        const texts = {
          yyyy: String(year),
          MM: twoDigits(month),
          dd: twoDigits(day),
          M: String(month),
          d: String(day),
        };
        return parts.map((part) => texts[part]).join(mark);
      },
    })),
);

const FIELDS: readonly DateField[] = [
  ...DIGIT_DATES,
  { words: () => RULE_WORDS.dates.year, cost: 0.4, render: ofYear((year) => String(year).padStart(4, "0")) },
  { words: () => RULE_WORDS.dates.yearShort, cost: 0.7, render: ofYear((year) => twoDigits(year % 100)) },
  { words: () => RULE_WORDS.dates.month, cost: 0.4, render: ({ month }) => String(month) },
  { words: () => RULE_WORDS.dates.monthTwoDigits, cost: 0.5, render: ({ month }) => twoDigits(month) },
  { words: () => RULE_WORDS.dates.monthName, cost: 0.4, render: ({ month }) => MONTHS[month - 1]! },
  {
    words: () => RULE_WORDS.dates.monthThreeLetters,
    cost: 0.4,
    render: ({ month }) => MONTHS[month - 1]!.slice(0, 3),
  },
  {
    words: () => RULE_WORDS.dates.monthCapitals,
    cost: 0.8,
    render: ({ month }) => MONTHS[month - 1]!.toUpperCase(),
  },
  {
    words: () => RULE_WORDS.dates.monthThreeCapitals,
    cost: 0.8,
    render: ({ month }) => MONTHS[month - 1]!.slice(0, 3).toUpperCase(),
  },
  { words: () => RULE_WORDS.dates.day, cost: 0.4, render: ofDay(String) },
  { words: () => RULE_WORDS.dates.dayTwoDigits, cost: 0.5, render: ofDay(twoDigits) },
  { words: () => RULE_WORDS.dates.dayEnding, cost: 0.9, render: ofDay(ordinalEnding) },
  {
    words: () => RULE_WORDS.dates.weekday,
    cost: 0.4,
    render: whole((...date) => WEEKDAYS[weekdayOf(...date)]!),
  },
  {
    words: () => RULE_WORDS.dates.weekdayThreeLetters,
    cost: 0.4,
    render: whole((...date) => WEEKDAYS[weekdayOf(...date)]!.slice(0, 3)),
  },
  {
    words: () => RULE_WORDS.dates.weekdayTwoLetters,
    cost: 0.9,
    render: whole((...date) => WEEKDAYS[weekdayOf(...date)]!.slice(0, 2)),
  },
  {
    words: () => RULE_WORDS.dates.weekdayCapitals,
    cost: 0.9,
    render: whole((...date) => WEEKDAYS[weekdayOf(...date)]!.toUpperCase()),
  },
  {
    words: () => RULE_WORDS.dates.weekdayFromMonday,
    cost: 1.6,
    render: whole((...date) => String(weekdayOf(...date) || 7)),
  },
  {
    words: () => RULE_WORDS.dates.weekdayFromSunday,
    cost: 1.6,
    render: whole((...date) => String(weekdayOf(...date) + 1)),
  },
  { words: () => RULE_WORDS.dates.quarter, cost: 0.9, render: ({ month }) => String(Math.ceil(month / 3)) },
  {
    words: () => RULE_WORDS.dates.isoWeek,
    cost: 1.2,
    render: whole((...date) => String(isoWeekOf(...date))),
  },
  {
    words: () => RULE_WORDS.dates.isoWeekTwoDigits,
    cost: 1.2,
    render: whole((...date) => twoDigits(isoWeekOf(...date))),
  },
  {
    words: () => RULE_WORDS.dates.week,
    cost: 1.5,
    render: whole((...date) => String(Math.ceil(yearDayOf(...date) / 7))),
  },
  {
    words: () => RULE_WORDS.dates.weekTwoDigits,
    cost: 1.5,
    render: whole((...date) => twoDigits(Math.ceil(yearDayOf(...date) / 7))),
  },
  {
    words: () => RULE_WORDS.dates.yearDay,
    cost: 1.2,
    render: whole((...date) => String(yearDayOf(...date))),
  },
  {
    words: () => RULE_WORDS.dates.yearDayThreeDigits,
    cost: 1.2,
    render: whole((...date) => String(yearDayOf(...date)).padStart(3, "0")),
  },
  {
    words: () => RULE_WORDS.dates.weekdayCount,
    cost: 1.2,
    render: ofDay((day) => String(Math.ceil(day / 7))),
  },
  {
    words: () => RULE_WORDS.dates.lastDay,
    cost: 1.6,
    render: ({ year, month }) =>
      year === null ? null : String(new Date(Date.UTC(year, month, 0)).getUTCDate()),
  },
];

function dateAt(row: RowView, column: number, order: DateOrder): DateRead | null {
  const text = row.texts[column] ?? "";
  return row.memo(`date ${column} ${order.id}`, () => dateIn(text, order.id));
}

/** Parts of the date in a column, written in any usual way. */
export const dateAtoms: LeafGenerator = function* ({ rows, columns }) {
  for (let column = 0; column < columns; column++) {
    const seen = new Set<string>();
    for (const order of DATE_ORDERS) {
      const dates = rows.map((row) => dateAt(row, column, order));
      if (dates.some((date) => date === null)) continue;
      // An order that reads the examples as another does is kept: they may part on a new row.
      const key = JSON.stringify(dates);
      if (order.id === "ydm" && seen.has(key)) continue;
      seen.add(key);
      const source: AtomSource = {
        id: `date ${column} ${order.id}`,
        family: null,
        cost: 1.6 + order.cost,
      };
      for (const { words, cost, render } of FIELDS) {
        yield {
          cost,
          source,
          words: () => RULE_WORDS.dates.of(words(), order.words(), columnWords(column, columns)),
          evaluate(row) {
            const date = dateAt(row, column, order);
            return date && render(date);
          },
        };
      }
    }
  }
};
