import type { PatternPiece } from "../../../engine/completer.ts";
import {
  type CellDate,
  cellDateOf,
  isoOfSerial,
  isSerial,
  saysOutsideDay,
  serialOfIso,
} from "../../examples/cell-date.ts";
import { MONTHS } from "../../synthesis/calendar.ts";
import type { AnswerColumn, AnswerKind, AnswerRule } from "../answer-rule.ts";

const DIGITS = [..."0123456789"];
const SHORT_MONTHS = MONTHS.map((month) => month.slice(0, 3));

const digits = (min: number, max = min): PatternPiece => ({ oneOf: DIGITS, min, max });
const sign = (text: string): PatternPiece => ({ oneOf: [text], min: 1, max: 1 });
const month = (names: readonly string[]): PatternPiece => ({ oneOf: names, min: 1, max: 1 });

interface DateForm {
  readonly test: RegExp;
  readonly pieces: readonly PatternPiece[];
  /**
   * The number format that shows dates as these texts. Left out: which of its numbers is the month, or the century,
   * nothing tells.
   */
  readonly format?: (texts: readonly string[]) => string;
}

const ISO: DateForm = {
  test: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  pieces: [
    digits(4),
    sign("-"),
    { oneOf: ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"], min: 1, max: 1 },
    sign("-"),
    { oneOf: ["0", "1", "2", "3"], min: 1, max: 1 },
    digits(1),
  ],
  format: () => "yyyy-mm-dd",
};

/** With zeros before single figures where no text goes without. */
const dottedFormat = (texts: readonly string[]): string =>
  texts.every((text) => /^\d\d\.\d\d\./.test(text)) ? "dd.mm.yyyy" : "d.m.yyyy";

function parted(by: string): readonly DateForm[] {
  const dot = by === "." ? "\\." : by;
  return [2, 4].map((year) => ({
    test: new RegExp(`^\\d{1,2}${dot}\\d{1,2}${dot}\\d{${year}}$`),
    pieces: [digits(1, 2), sign(by), digits(1, 2), sign(by), digits(year)],
    ...(by === "." && year === 4 && { format: dottedFormat }),
  }));
}

/** The months' names in English, in whatever language the sheet is. */
const IN_ENGLISH = "[$-409]";

function named(names: readonly string[], name: string): readonly DateForm[] {
  const any = `(${names.join("|")})`;
  return [
    {
      test: new RegExp(`^${any} \\d{1,2}, \\d{4}$`),
      pieces: [month(names), sign(" "), digits(1, 2), sign(", "), digits(4)],
      format: () => `${IN_ENGLISH}${name} d, yyyy`,
    },
    {
      test: new RegExp(`^\\d{1,2} ${any} \\d{4}$`),
      pieces: [digits(1, 2), sign(" "), month(names), sign(" "), digits(4)],
      format: () => `${IN_ENGLISH}d ${name} yyyy`,
    },
  ];
}

/** Ways to write a date, of which a column uses one. */
const FORMS: readonly DateForm[] = [
  ISO,
  ...parted("/"),
  ...parted("."),
  ...parted("-"),
  ...named(MONTHS, "mmmm"),
  ...named(SHORT_MONTHS, "mmm"),
];

/** "2024-03-05" for "March 5, 2024", "5 Mar 2024" and "5.3.2024". */
function isoOf(text: string): string {
  if (ISO.test.test(text)) return text;
  const [year = ""] = /\d{4}/.exec(text) ?? [];
  const [day = "", number = ""] = text.match(/\b\d{1,2}\b/g) ?? [];
  const name = SHORT_MONTHS.findIndex((short) => text.includes(short));
  const month = name < 0 ? number : String(name + 1);
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** "March 5, 2024" for "2024-03-05", as the number format of a form shows it. */
function shownAs(iso: string, format: string): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  const parts: Readonly<Record<string, string>> = {
    mmmm: MONTHS[Number(month) - 1]!,
    mmm: SHORT_MONTHS[Number(month) - 1]!,
    mm: month,
    m: String(Number(month)),
    dd: day,
    d: String(Number(day)),
    yyyy: year,
  };
  return format.replace(IN_ENGLISH, "").replace(/m+|d+|y+/g, (code) => parts[code]!);
}

/** How a column writes dates. */
interface DateLook extends Pick<DateForm, "test" | "pieces"> {
  /** The number format that shows days so; null where the texts do not say which days they mean. */
  readonly format: string | null;
  /** An example as the others are written. Left out: all are written in one way. */
  readonly write?: (output: string) => string;
}

const ISO_LOOK: DateLook = { test: ISO.test, pieces: ISO.pieces, format: "yyyy-mm-dd" };

/** The one way in which a column writes dates; null where there is none. */
function lookOf({ outputs }: AnswerColumn): DateLook | null {
  // Days of the sheet are read as ISO dates: an answer that was accepted among texts changes nothing about how these
  // look.
  const others = outputs.filter((output) => !ISO.test.test(output));
  const form = others.length === 0 ? ISO : FORMS.find(({ test }) => others.every((text) => test.test(text)));
  if (!form) return null;
  const areDays = outputs.every((output) => serialOfIso(isoOf(output)) !== null);
  const format = areDays ? (form.format?.(others) ?? null) : null;
  const look = { test: form.test, pieces: form.pieces, format };
  if (others.length === 0 || others.length === outputs.length) return look;
  const write = (output: string) => (ISO.test.test(output) ? shownAs(output, format!) : output);
  return format === null ? null : { ...look, write };
}

function textRule({ test, pieces, write }: DateLook): AnswerRule {
  return {
    allowed: { kind: "pattern", alternatives: [pieces] },
    read: (text) => (test.test(text) ? text : null),
    ...(write && { write }),
  };
}

/**
 * The day or time in a number format; the text, of a day that the sheet's calendar does not have. iso: what the text
 * says.
 */
const cellOf = (text: string, iso: string, format: string): CellDate | string | null =>
  cellDateOf(iso, format) ?? (saysOutsideDay(iso, format) ? text : null);

/** Dates of the sheet that look as the texts of the examples do; texts, where no such date says the day. */
function datesLike(look: DateLook): AnswerRule {
  const rule = textRule(look);
  const { test, format } = look;
  if (format === null) return rule;
  return { ...rule, read: (text) => (test.test(text) ? cellOf(text, isoOf(text), format) : null) };
}

/** Dates that the sheet holds and shows as plain numbers; the model reads and writes them as 2024-03-01. */
const SERIAL: AnswerRule = {
  ...textRule(ISO_LOOK),
  read: (text) => {
    if (!ISO.test.test(text)) return null;
    const serial = serialOfIso(text);
    return serial === null || isSerial(serial) ? serial : text;
  },
  write: (output) => {
    const serial = Number(output);
    return isSerial(serial) ? isoOfSerial(serial) : output;
  },
};

const HOURS: PatternPiece = digits(1, 2);
const SIXTIETHS: readonly PatternPiece[] = [
  sign(":"),
  { oneOf: ["0", "1", "2", "3", "4", "5"], min: 1, max: 1 },
  digits(1),
];

/** Ways in which the sheet's dates and times reach the model, of which a column uses one. */
const CELL_FORMS: readonly DateForm[] = [
  ISO,
  { test: /^\d{1,2}:\d{2}$/, pieces: [HOURS, ...SIXTIETHS] },
  { test: /^\d{1,2}:\d{2}:\d{2}$/, pieces: [HOURS, ...SIXTIETHS, ...SIXTIETHS] },
  { test: /^\S+ \d{2}:\d{2}$/, pieces: [...ISO.pieces, sign(" "), HOURS, ...SIXTIETHS] },
  { test: /^\S+ \d{2}:\d{2}:\d{2}$/, pieces: [...ISO.pieces, sign(" "), HOURS, ...SIXTIETHS, ...SIXTIETHS] },
];

/** Dates and times that the sheet holds and shows as such. */
function cellDateRule({ outputs }: AnswerColumn, format: string): AnswerRule {
  const form = CELL_FORMS.find(({ test }) => outputs.every((output) => test.test(output)));
  return {
    allowed: form ? { kind: "pattern", alternatives: [form.pieces] } : null,
    read: (text) => cellOf(text, text, format),
  };
}

/**
 * Dates: texts in the way the examples write them, or dates and times of the sheet where the examples are such or the
 * type is named.
 */
export const date = {
  id: "date",
  infer(column) {
    if (column.dateFormat !== undefined) return cellDateRule(column, column.dateFormat);
    const look = lookOf(column);
    return look && textRule(look);
  },
  state(column) {
    if (column.dateFormat !== undefined) return cellDateRule(column, column.dateFormat);
    if (column.sheetType === "number") return SERIAL;
    return datesLike(lookOf(column) ?? ISO_LOOK);
  },
} as const satisfies AnswerKind;
