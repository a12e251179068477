import fc from "fast-check";
import { CellDate, cellDateOf, numberInFormat, serialOfIso } from "./cell-date.ts";

describe("a number that its cell shows as a date", () => {
  it.each([
    ["m/d/yyyy", 44259, "2021-03-04"],
    ["mmmm yyyy", 44259, "2021-03-04"],
    ["yyyy-mm-dd", 44259.75, "2021-03-04"],
    ["d.m.yy h:mm", 44259.6, "2021-03-04 14:24"],
    ["yyyy-mm-dd hh:mm", 44259, "2021-03-04 00:00"],
    ["h:mm AM/PM", 44259.6, "14:24"],
    ["hh:mm:ss", 0.999999, "00:00:00"],
    ["[h]:mm", 1.5, "36:00"],
  ])("in the format %s is read as what it shows, written in one way", (format, days, text) => {
    expect(String(new CellDate(days, format))).toBe(text);
  });

  it("is a plain number where the format shows a number, or no calendar has the day", () => {
    expect(numberInFormat(44259, "0.00")).toBe(44259);
    expect(numberInFormat(44259, null)).toBe(44259);
    expect([-1, 0, 60, 2_958_466].map((days) => numberInFormat(days, "yyyy-mm-dd"))).toEqual([
      -1, 0, 60, 2_958_466,
    ]);
    expect(numberInFormat(0.25, "hh:mm")).toEqual(new CellDate(0.25, "hh:mm"));
  });

  it("comes back from its text to the minute", () => {
    const formats = fc.constantFrom("m/d/yyyy", "d.m.yy h:mm", "[h]:mm", "mmm yy", "hh:mm");
    fc.assert(
      fc.property(
        formats,
        fc.integer({ min: 61, max: 2_958_465 }),
        fc.integer({ min: 0, max: 1439 }),
        (format, day, minute) => {
          const isDay = /[dy]/.test(format);
          const date = new CellDate((isDay ? day : 0) + (/h/.test(format) ? minute / 1440 : 0), format);
          const read = cellDateOf(String(date), format)!;
          expect(Math.round(read.days * 1440)).toBe(Math.round(date.days * 1440));
        },
      ),
    );
  });

  it("is none of a text that says another thing than the format shows, or a day that the sheet does not have", () => {
    const none = [
      ["2021-02-30", "yyyy-mm-dd"],
      ["1865-04-15", "yyyy-mm-dd"],
      ["1900-02-28 12:00", "yyyy-mm-dd hh:mm"],
      ["2021-03-04", "hh:mm"],
      ["14:30", "yyyy-mm-dd"],
      ["2021-03-04 14:30", "yyyy-mm-dd"],
      ["", "hh:mm"],
      ["March", "yyyy-mm-dd"],
      ["2021-03-04", "0"],
    ] as const;
    for (const [text, format] of none) expect([text, cellDateOf(text, format)]).toEqual([text, null]);
    expect(serialOfIso("2024-03-01")).toBe(45352);
  });
});
