import type { PatternPiece } from "../../../engine/completer.ts";
import { cellDateOf, isoOfSerial, isSerial, serialOfIso } from "../../examples/cell-date.ts";
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
  /** The number format that shows dates so. Left out: which of its numbers is the month, or the century, nothing tells. */
  readonly format?: string;
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
  format: "yyyy-mm-dd",
};

function parted(by: string): readonly DateForm[] {
  const dot = by === "." ? "\\." : by;
  return [2, 4].map((year) => ({
    test: new RegExp(`^\\d{1,2}${dot}\\d{1,2}${dot}\\d{${year}}$`),
    pieces: [digits(1, 2), sign(by), digits(1, 2), sign(by), digits(year)],
    ...(by === "." && year === 4 && { format: "dd.mm.yyyy" }),
  }));
}

function named(names: readonly string[], name: string): readonly DateForm[] {
  const any = `(${names.join("|")})`;
  return [
    {
      test: new RegExp(`^${any} \\d{1,2}, \\d{4}$`),
      pieces: [month(names), sign(" "), digits(1, 2), sign(", "), digits(4)],
      format: `${name} d, yyyy`,
    },
    {
      test: new RegExp(`^\\d{1,2} ${any} \\d{4}$`),
      pieces: [digits(1, 2), sign(" "), month(names), sign(" "), digits(4)],
      format: `d ${name} yyyy`,
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

const formOf = ({ outputs }: AnswerColumn) =>
  FORMS.find(({ test }) => outputs.every((output) => test.test(output)));

function textRule({ test, pieces }: DateForm): AnswerRule {
  return {
    allowed: { kind: "pattern", alternatives: [pieces] },
    read: (text) => (test.test(text) ? text : null),
  };
}

/** "2024-03-05" for "March 5, 2024", "5 Mar 2024" and "5.3.2024". */
function isoOf(text: string): string {
  const [year = ""] = /\d{4}/.exec(text) ?? [];
  const [day = "", number = ""] = text.match(/\b\d{1,2}\b/g) ?? [];
  const name = SHORT_MONTHS.findIndex((short) => text.includes(short));
  const month = name < 0 ? number : String(name + 1);
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Dates of the sheet that look as the texts of the examples do; texts, where these do not say which day they mean. */
function datesLike(form: DateForm): AnswerRule {
  const rule = textRule(form);
  const { format } = form;
  if (format === undefined) return rule;
  const read = (text: string) => cellDateOf(form === ISO ? text : isoOf(text), format);
  return { ...rule, read: (text) => (form.test.test(text) ? read(text) : null) };
}

/** Dates that the sheet holds and shows as plain numbers; the model reads and writes them as 2024-03-01. */
const SERIAL: AnswerRule = {
  ...textRule(ISO),
  read: (text) => (ISO.test.test(text) ? serialOfIso(text) : null),
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
    read: (text) => cellDateOf(text, format),
  };
}

/**
 * Dates: texts in the way the examples write them, or dates and times of the sheet where the examples are such or the
 * type is named.
 */
export const date: AnswerKind = {
  id: "date",
  infer(column) {
    if (column.dateFormat !== undefined) return cellDateRule(column, column.dateFormat);
    const form = formOf(column);
    return form ? textRule(form) : null;
  },
  state(column) {
    if (column.dateFormat !== undefined) return cellDateRule(column, column.dateFormat);
    if (column.sheetType === "number") return SERIAL;
    return datesLike(formOf(column) ?? ISO);
  },
};
