/** A day as it was read; null for what the text does not tell. */
export interface DateRead {
  readonly year: number | null;
  /** From 1. */
  readonly month: number;
  /** From 1; null for a month alone. */
  readonly day: number | null;
}

export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

export const WEEKDAYS = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;

const DAY_MS = 86_400_000;

function utcDay(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / DAY_MS;
}

/** Days in the month; of a leap year where the year is not known. */
function daysIn(year: number | null, month: number): number {
  const known = year ?? 2000;
  return utcDay(known, month + 1, 1) - utcDay(known, month, 1);
}

export function isDate({ year, month, day }: DateRead): boolean {
  return month >= 1 && month <= 12 && (day === null || (day >= 1 && day <= daysIn(year, month)));
}

/** The date of a day counted from 1 in its year. */
export function dateOfYearDay(year: number, yearDay: number): DateRead {
  const date = new Date((utcDay(year, 1, 1) + yearDay - 1) * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 0 for Sunday. */
export function weekdayOf(year: number, month: number, day: number): number {
  return (((utcDay(year, month, day) + 4) % 7) + 7) % 7;
}

/** From 1. */
export function yearDayOf(year: number, month: number, day: number): number {
  return utcDay(year, month, day) - utcDay(year, 1, 1) + 1;
}

/** Week by ISO 8601: it belongs to the year of its Thursday. */
export function isoWeekOf(year: number, month: number, day: number): number {
  const weekday = (weekdayOf(year, month, day) + 6) % 7;
  const thursday = dateOfYearDay(year, yearDayOf(year, month, day) + 3 - weekday);
  return Math.ceil(yearDayOf(thursday.year!, thursday.month, thursday.day!) / 7);
}

/** The day of that weekday in the ISO week. weekday: 0 for Sunday. */
export function dateOfIsoWeek(year: number, week: number, weekday: number): DateRead {
  // The 4th of January always lies in week 1.
  const fourth = (weekdayOf(year, 1, 4) + 6) % 7;
  return dateOfYearDay(year, 4 - fourth + (week - 1) * 7 + ((weekday + 6) % 7));
}

/** The first, second, ... such weekday of a month. weekday: 0 for Sunday. */
export function nthWeekday(year: number, month: number, weekday: number, count: number): DateRead {
  const first = weekdayOf(year, month, 1);
  return { year, month, day: 1 + ((weekday - first + 7) % 7) + (count - 1) * 7 };
}
