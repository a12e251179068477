import { fields } from "../prompts/formats/fields.ts";
import { OPTION_KEYS } from "./option-table.ts";
import { DEFAULT_SETTINGS, mergeSettings, readStoredSettings, samplingOptions } from "./settings.ts";

describe("settings", () => {
  it("are greedy, 16 tokens, and let the examples decide on format and type by default", () => {
    expect(DEFAULT_SETTINGS).toEqual({
      temperature: 0,
      topK: 0,
      topP: 1,
      minP: 0,
      repetitionPenalty: 1,
      maxTokens: 16,
      stop: [],
      seed: 0,
      format: "auto",
      headers: "auto",
      type: "auto",
      oneOf: [],
      unknown: false,
      maxCharacters: 0,
      careful: false,
      confidence: 0,
      teach: "",
      unsureBelow: 0.5,
    });
  });

  it("of a formula win over the workbook's", () => {
    const workbook = mergeSettings(DEFAULT_SETTINGS, { temperature: 1, topK: 5 });
    expect(mergeSettings(workbook, { topK: 0 })).toEqual({ ...DEFAULT_SETTINGS, temperature: 1, topK: 0 });
  });

  it("become sampling options with the format's stop first", () => {
    const sampling = samplingOptions({ ...DEFAULT_SETTINGS, stop: ["END"] }, fields, 7);
    expect(sampling).toMatchObject({ stop: ["\n", "END"], seed: 7, maxTokens: 16 });
    expect(sampling).not.toHaveProperty("format");
  });
});

describe("stored settings", () => {
  it("come back as they were", () => {
    const stored = { ...DEFAULT_SETTINGS, temperature: 0.3, stop: ["\n"], format: "table" as const };
    expect(readStoredSettings(JSON.parse(JSON.stringify(stored)))).toEqual({ settings: stored, refused: [] });
  });

  it("fall back one by one and name what was refused", () => {
    const stored = {
      temperature: "hot",
      topK: 2.5,
      topP: 0,
      maxTokens: 8,
      format: "poem",
      stop: [""],
      later: 1,
    };
    expect(readStoredSettings(stored)).toEqual({
      settings: { ...DEFAULT_SETTINGS, maxTokens: 8 },
      refused: ["temperature", "topK", "topP", "stop", "format"],
    });
  });

  it.each([null, undefined, "x", 3, []])("that are %j give the defaults and refuse all", (stored) => {
    expect(readStoredSettings(stored)).toEqual({ settings: DEFAULT_SETTINGS, refused: OPTION_KEYS });
  });
});
