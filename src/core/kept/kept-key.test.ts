import fc from "fast-check";
import { CellDate } from "../examples/cell-date.ts";
import { exampleSet } from "../examples/example-set.ts";
import { DEFAULT_SETTINGS } from "../options/settings.ts";
import { keptKeys } from "./kept-key.ts";

const CAPITALS = exampleSet([["Peru", "Lima"]], null);
const key = (settings: Partial<typeof DEFAULT_SETTINGS> = {}, task = CAPITALS) =>
  keptKeys(task, { ...DEFAULT_SETTINGS, ...settings })(["France"]);

describe("the key of a kept answer", () => {
  it("is the same for the same question, and has 22 characters", () => {
    expect(key()).toBe(key());
    expect(key()).toMatch(/^[\w+/]{22}$/);
  });

  it("differs by examples, settings and kind of question", () => {
    const others = [
      key({ maxTokens: 3 }),
      key({ temperature: 1 }),
      key({ temperature: 1, seed: 2 }),
      key({}, exampleSet([["Peru", "Cusco"]], null)),
      keptKeys("ask", DEFAULT_SETTINGS)(["France"]),
      keptKeys("complete", DEFAULT_SETTINGS)(["France"]),
    ];
    expect(new Set([key(), ...others]).size).toBe(7);
  });

  it("differs for a number and the date that it may stand for, and not by how the date looks", () => {
    const of = (day: number | CellDate) => key({}, exampleSet([["New Year", day]], null));
    const iso = of(new CellDate(44197, "yyyy-mm-dd"));
    expect(of(44197)).not.toBe(iso);
    expect(of(new CellDate(44197, "d mmm yy"))).toBe(iso);
    expect(of(new CellDate(44198, "yyyy-mm-dd"))).not.toBe(iso);
  });

  it("does not change with what only shapes a draw while nothing is drawn", () => {
    expect(key({ seed: 9, topK: 3, topP: 0.5, minP: 0.1 })).toBe(key());
  });

  it("does not change when a setting is added whose default means what was done before", () => {
    const later = { ...DEFAULT_SETTINGS, ...JSON.parse('{"addedLater":null}') } as typeof DEFAULT_SETTINGS;
    const before = { ...DEFAULT_SETTINGS };
    Object.assign(DEFAULT_SETTINGS, { addedLater: null });
    try {
      expect(keptKeys(CAPITALS, later)(["France"])).toBe(keptKeys(CAPITALS, before)(["France"]));
    } finally {
      Reflect.deleteProperty(DEFAULT_SETTINGS, "addedLater");
    }
  });

  it("differs for inputs that differ, also where their texts join to the same", () => {
    const keys = keptKeys(CAPITALS, DEFAULT_SETTINGS);
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        expect(keys(a) === keys(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
    expect(keys(["ab", "c"])).not.toBe(keys(["a", "bc"]));
  });
});
