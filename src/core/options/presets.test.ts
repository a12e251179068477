import { PRESET_IDS, PRESETS, presetOf } from "./presets.ts";
import { DEFAULT_SETTINGS, settingsSchema } from "./settings.ts";

describe("presets", () => {
  it.each(PRESET_IDS)("%s is within the bounds of the options, and known again", (id) => {
    const settings = { ...DEFAULT_SETTINGS, ...PRESETS[id] };
    expect(settingsSchema.safeParse(settings).success).toBe(true);
    expect(presetOf(settings)).toBe(id);
  });

  it("are none of them where a knob was moved, and exact by default", () => {
    expect(presetOf({ ...DEFAULT_SETTINGS, temperature: 0.3 })).toBeNull();
    expect(presetOf(DEFAULT_SETTINGS)).toBe("exact");
  });
});
