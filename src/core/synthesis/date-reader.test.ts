import fc from "fast-check";
import { isoWeekOf, weekdayOf } from "./calendar.ts";
import { dateIn } from "./date-reader.ts";
import { timesIn } from "./time-reader.ts";

const date = fc.date({ min: new Date("1600-01-01"), max: new Date("2400-12-31"), noInvalidDate: true });

describe("the date in a text", () => {
  it.each([
    ["2021-02-03", "2021-2-3"],
    ["due 3rd Feb 2021!", "2021-2-3"],
    ["February 3, 2021", "2021-2-3"],
    ["02032021", "2021-2-3"],
    ["20210213", "2021-2-13"],
    ["2/3/29", "2029-2-3"],
    ["2/3/30", "1930-2-3"],
    ["2021 34", "2021-2-3"],
    ["Wed wk 5 in 2021", "2021-2-3"],
    ["Feb 2021 Wed 1", "2021-2-3"],
    ["3 Feb", "null-2-3"],
    ["Feb 2021", "2021-2-null"],
  ])("%j is %s", (text, expected) => {
    const read = dateIn(text, "mdy")!;
    expect(`${read.year}-${read.month}-${read.day}`).toBe(expected);
  });

  it("is read in the order that is asked for", () => {
    expect(dateIn("2/3/2021", "mdy")).toEqual({ year: 2021, month: 2, day: 3 });
    expect(dateIn("2/3/2021", "dmy")).toEqual({ year: 2021, month: 3, day: 2 });
    expect(dateIn("2021-03-02", "ydm")).toEqual({ year: 2021, month: 2, day: 3 });
  });

  it("is none where no calendar has it", () => {
    for (const text of ["30 Feb 2021", "13/13/2020", "2021-00-10", "29/2/2023", "hello", ""]) {
      expect(dateIn(text, "dmy")).toBeNull();
    }
  });

  it("has the weekday that JavaScript gives it, and a week from 1 to 53", () => {
    fc.assert(
      fc.property(date, (day) => {
        const parts = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()] as const;
        expect(weekdayOf(...parts)).toBe(day.getUTCDay());
        expect(isoWeekOf(...parts)).toBeGreaterThanOrEqual(1);
        expect(isoWeekOf(...parts)).toBeLessThanOrEqual(53);
      }),
    );
  });

  it.each([
    [2005, 1, 1, 53],
    [2007, 12, 31, 1],
    [2020, 12, 31, 53],
  ])("%d-%d-%d lies in ISO week %d", (year, month, day, week) => {
    expect(isoWeekOf(year, month, day)).toBe(week);
  });
});

describe("the times in a text", () => {
  it.each([
    ["18:25:57", [66_357]],
    ["from 9:30 am to 12 p.m.", [34_200, 43_200]],
    ["12:05 AM", [300]],
    ["227", [8_820]],
    ["25:00", []],
    ["13 PM", []],
    ["2021", [73_260]],
    ["noon", []],
  ])("%j are %j", (text, seconds) => {
    expect(timesIn(text)).toEqual(seconds);
  });
});
