import fc from "fast-check";
import { CellDate } from "../examples/cell-date.ts";
import { exampleSet } from "../examples/example-set.ts";
import { DEFAULT_SETTINGS, type Settings } from "../options/settings.ts";
import { keptKeys } from "./kept-key.ts";
import { ownOf, stampUnder } from "./kept-settings.ts";

const CAPITALS = exampleSet([["Peru", "Lima"]], null);
const call = (settings: Partial<Settings> = {}, own: Partial<Settings> = {}) => ({
  settings: { ...DEFAULT_SETTINGS, ...settings, ...own },
  own,
});
const key = (settings: Partial<Settings> = {}, task = CAPITALS) => keptKeys(task, call(settings))(["France"]);

describe("the key of a kept answer", () => {
  it("is the same for the same question, and has 22 characters", () => {
    expect(key()).toEqual(key());
    expect(key().question).toMatch(/^[\w+/]{22}$/);
  });

  it("differs by examples, settings and kind of question", () => {
    const others = [
      key({ maxTokens: 3 }),
      key({ temperature: 1 }),
      key({ temperature: 1, seed: 2 }),
      key({}, exampleSet([["Peru", "Cusco"]], null)),
      keptKeys("ask", call())(["France"]),
      keptKeys("complete", call())(["France"]),
      keptKeys("ask", call({}, { maxTokens: 3 }))(["France"]),
    ];
    expect(new Set([key(), ...others].map((each) => JSON.stringify(each))).size).toBe(8);
  });

  it("is of the same question whatever the workbook's settings are, and not where the formula says its own", () => {
    const { question } = key();
    expect(key({ temperature: 1, maxTokens: 3 }).question).toBe(question);
    expect(keptKeys(CAPITALS, call({}, { temperature: 0 }))(["France"]).question).not.toBe(question);
  });

  it("tells what the same formula would be asked under with other settings of the workbook", () => {
    const { settings } = keptKeys(CAPITALS, call({ maxTokens: 3 }, { temperature: 1 }))(["France"]);
    const now = { ...DEFAULT_SETTINGS, maxTokens: 9, temperature: 0.5, seed: 7 };
    expect(stampUnder(now, settings)).toBe(
      keptKeys(CAPITALS, call(now, { temperature: 1 }))(["France"]).settings,
    );
    expect(stampUnder({ ...DEFAULT_SETTINGS, maxTokens: 3, temperature: 0.5 }, settings)).toBe(settings);
    expect(stampUnder(now, "no stamp")).toBe("no stamp");
  });

  it("tells what the formula said itself, and not what the workbook said or its function decided", () => {
    const stampOf = (own: Partial<Settings>, fixed?: Partial<Settings>) =>
      keptKeys(CAPITALS, { ...call({ seed: 4, temperature: 1 }, own), ...(fixed && { fixed }) })(["France"])
        .settings;
    expect(ownOf(stampOf({ temperature: 0.5 }))).toEqual({ temperature: 0.5 });
    const decided = { maxTokens: 256, teach: "" };
    expect(ownOf(stampOf({ topK: 3 }, decided))).toEqual({ topK: 3 });
    expect(ownOf(stampOf({ maxTokens: 256 }, decided))).toEqual({ maxTokens: 256 });
    expect(ownOf(stampUnder(DEFAULT_SETTINGS, stampOf({ topK: 3 }, decided)))).toEqual({ topK: 3 });
    for (const stamp of ["no stamp", "[]", "[[],[[]]]", '[[],[["topK",3]],7]'])
      expect(ownOf(stamp)).toEqual({});
    expect(ownOf('[[],[["teach",5],["topK",3],["shape",1]]]')).toEqual({ topK: 3 });
  });

  it("differs for a number and the date that it may stand for, and not by how the date looks", () => {
    const of = (day: number | CellDate) => key({}, exampleSet([["New Year", day]], null));
    const iso = of(new CellDate(44197, "yyyy-mm-dd"));
    expect(of(44197)).not.toEqual(iso);
    expect(of(new CellDate(44197, "d mmm yy"))).toEqual(iso);
    expect(of(new CellDate(44198, "yyyy-mm-dd"))).not.toEqual(iso);
  });

  it("does not change with what only shapes a draw while nothing is drawn", () => {
    expect(key({ seed: 9, topK: 3, topP: 0.5, minP: 0.1 })).toEqual(key());
  });

  it("does not change when a setting is added whose default means what was done before", () => {
    const later = JSON.parse('{"addedLater":null}') as Partial<Settings>;
    const before = call();
    Object.assign(DEFAULT_SETTINGS, { addedLater: null });
    try {
      expect(keptKeys(CAPITALS, call(later))(["France"])).toEqual(keptKeys(CAPITALS, before)(["France"]));
    } finally {
      Reflect.deleteProperty(DEFAULT_SETTINGS, "addedLater");
    }
  });

  it("differs for inputs that differ, also where their texts join to the same", () => {
    const keyOf = keptKeys(CAPITALS, call());
    const keys = (inputs: readonly string[]) => keyOf(inputs).question;
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        expect(keys(a) === keys(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
    expect(keys(["ab", "c"])).not.toBe(keys(["a", "bc"]));
  });
});
