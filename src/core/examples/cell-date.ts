import { dateFormat } from "./date-format.ts";

/** Day 0 of Excel's calendar, as it counts from March 1900 on. */
const EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const DAY_SECONDS = 86_400;

/** The first of March 1900: before it Excel counts a day that was none. */
const FIRST_DAY = 61;
/** The day after the last one that Excel knows, of the year 9999. */
const END_DAY = 2_958_466;

/** "2024-03-01" for 45352. */
export function isoOfSerial(serial: number): string {
  return new Date(EPOCH_MS + Math.floor(serial) * DAY_MS).toISOString().slice(0, 10);
}

/** 45352 for "2024-03-01"; null for a day that is in no calendar. */
export function serialOfIso(iso: string): number | null {
  const milliseconds = Date.parse(`${iso}T00:00:00Z`);
  const isReal = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(iso);
  return isReal ? (milliseconds - EPOCH_MS) / DAY_MS : null;
}

/** True where a number can be a date of the sheet's calendar. */
export const isSerial = (serial: number): boolean => serial >= FIRST_DAY && serial < END_DAY;

const twoDigits = (number: number): string => String(number).padStart(2, "0");

/** A number that its cell shows as a date, a time or both. */
export class CellDate {
  /** Days since the end of 1899, the time as a part of a day. */
  readonly days: number;
  /** The cell's number format, as Excel writes it. */
  readonly format: string;

  constructor(days: number, format: string) {
    this.days = days;
    this.format = format;
  }

  /**
   * "2021-03-04", "2021-03-04 14:30" or "14:30": what the format shows, written in one way everywhere. As the cell
   * shows it, it would change with the language of Excel, and "4/3/21" says two things.
   */
  toString(): string {
    const format = dateFormat(this.format);
    if (!format?.hasTime) return isoOfSerial(this.days);
    const seconds = Math.round(this.days * DAY_SECONDS);
    const [day, ofDay] = [Math.floor(seconds / DAY_SECONDS), seconds % DAY_SECONDS];
    const hours = Math.floor((format.isElapsed && !format.hasDay ? seconds : ofDay) / 3600);
    const parts = [hours, Math.floor((ofDay % 3600) / 60), ...(format.hasSeconds ? [ofDay % 60] : [])];
    const time = parts.map(twoDigits).join(":");
    return format.hasDay ? `${isoOfSerial(day)} ${time}` : time;
  }
}

/**
 * The number format that an entry gives its cell: of its date, else its own; undefined where the cell keeps what it
 * has.
 */
export const formatOfEntry = (entry: {
  readonly value?: unknown;
  readonly format?: string;
}): string | undefined => (entry.value instanceof CellDate ? entry.value.format : entry.format);

/** Whether a cell of format Text takes an entry as it is: it makes texts of formulas, numbers, TRUE and FALSE. */
export const fitsTextFormat = (entry: { readonly value?: unknown; readonly format?: string }): boolean =>
  entry.value === null || typeof entry.value === "string";

/** A number as a cell of this number format holds it; null is the format of plain numbers. */
export function numberInFormat(number: number, format: string | null): number | CellDate {
  const shown = format === null ? null : dateFormat(format);
  if (!shown || number < 0 || number >= END_DAY) return number;
  return !shown.hasDay || isSerial(number) ? new CellDate(number, format!) : number;
}

const TEXT = /^(\d{4}-\d{2}-\d{2})?(?:(?:^|[ T])(\d{1,4}):([0-5]\d)(?::([0-5]\d))?)?$/;

/** What a text says of what a number format shows. */
interface SaidDate {
  /** Of any calendar; 0 where the format shows no day. */
  readonly day: number;
  readonly seconds: number;
  /** Whether the sheet's calendar lacks the day. */
  readonly isOutside: boolean;
  /** Whether a time that the format shows is left out. */
  readonly isTimeless: boolean;
}

/** Null where a text as of `CellDate.toString` says no date or time, or one that the format does not show. */
function saidIn(text: string, format: string): SaidDate | null {
  const [, day, hours, minutes = "0", seconds = "0"] = TEXT.exec(text.trim()) ?? [];
  const { hasDay = false, hasTime = false } = dateFormat(format) ?? {};
  if ((day !== undefined) !== hasDay || (hours !== undefined && !hasTime)) return null;
  if (!hasDay && hours === undefined) return null;
  const serial = day === undefined ? 0 : serialOfIso(day);
  if (serial === null) return null;
  return {
    day: serial,
    seconds: (Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds),
    isOutside: hasDay && !isSerial(serial),
    isTimeless: hasTime && hours === undefined,
  };
}

/**
 * The date that a text as of `CellDate.toString` says; null where it says none, one that the format does not show, or a
 * day that the sheet's calendar does not have.
 */
export function cellDateOf(text: string, format: string): CellDate | null {
  const said = saidIn(text, format);
  if (said === null || said.isOutside) return null;
  return new CellDate(said.day + said.seconds / DAY_SECONDS, format);
}

/**
 * Whether a text as of `CellDate.toString` says all that the format shows, of a day that the sheet's calendar does not
 * have: before March 1900.
 */
export function saysOutsideDay(text: string, format: string): boolean {
  const said = saidIn(text, format);
  return said !== null && said.isOutside && !said.isTimeless;
}
