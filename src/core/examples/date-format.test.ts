import { SSF } from "@e965/xlsx";
import { dateFormat, isTextFormat, percentSign } from "./date-format.ts";

const DATES = [
  "yyyy-mm-dd",
  "m/d/yyyy",
  "d.m.yy",
  "mmm",
  "mmmm yyyy",
  "dddd",
  "[$-409]d-mmm-yy;@",
  "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
  'yyyy"年"m"月"d"日"',
  "dd\\.mm\\.yyyy",
];
const TIMES = ["hh:mm", "h:mm AM/PM", "h:mm:ss", "mm:ss", "[h]:mm:ss", "[mm]:ss", 'am/pm h":"mm', "h"];
const BOTH = ["yyyy-mm-dd hh:mm", "m/d/yy h:mm", "d mmm yyyy h:mm AM/PM"];
const NUMBERS = [
  "General",
  "",
  "@",
  "0",
  "#,##0.00",
  "0%",
  "0.00E+00",
  "[Red]0;[Blue]-0",
  '"$"#,##0.00_);[Red]("$"#,##0.00)',
  '0 "days"',
  "0\\d",
  "[$€-407]0.00",
  "_(* #,##0_)",
];

describe("what a number format shows", () => {
  const kind = (format: string): string => {
    const shown = dateFormat(format);
    return shown === null ? "number" : `${shown.hasDay ? "day" : ""}${shown.hasTime ? "time" : ""}`;
  };

  it.each(DATES)("is a day in %s", (format) => expect(kind(format)).toBe("day"));
  it.each(TIMES)("is a time in %s", (format) => expect(kind(format)).toBe("time"));
  it.each(BOTH)("is both in %s", (format) => expect(kind(format)).toBe("daytime"));
  it.each(NUMBERS)("is a number in '%s'", (format) => expect(kind(format)).toBe("number"));

  it.each(["@", "@*.", '"No. "@'])("is nothing but texts in '%s'", (format) => {
    expect(isTextFormat(format)).toBe(true);
  });
  it("is more than texts in all others", () => {
    const others = [...DATES, ...TIMES, ...BOTH, ...NUMBERS, '0 "@"', "0\\@", "0;-0;0;@"];
    expect(others.filter(isTextFormat)).toEqual(["@"]);
  });

  it.each([
    ["0%", "scales"],
    ["0.00%", "scales"],
    ["[Red]-0.0%;0.0%_)", "scales"],
    ['0" %"', "literal"],
    ["0\\%", "literal"],
    ["#,##0.0_%", null],
    ["0.00", null],
    ["General", null],
  ])("has a percent sign of a number times a hundred, of a text, or none: %s", (format, sign) => {
    expect(percentSign(format)).toBe(sign);
    const isScaled = (SSF as { format: (format: string, value: number) => string }).format(format, 0.25);
    expect(isScaled.includes("25")).toBe(sign === "scales" || format === "General" || format === "0.00");
  });

  it("is a date where SheetJS finds one", () => {
    const { is_date: isDate } = SSF as { is_date: (format: string) => boolean };
    for (const format of [...DATES, ...TIMES, ...BOTH, ...NUMBERS]) {
      expect([format, dateFormat(format) !== null]).toEqual([format, isDate(format)]);
    }
  });

  it("tells seconds, and hours that count on", () => {
    expect(dateFormat("[h]:mm:ss")).toMatchObject({ hasSeconds: true, isElapsed: true });
    expect(dateFormat("hh:mm")).toMatchObject({ hasSeconds: false, isElapsed: false });
  });
});
