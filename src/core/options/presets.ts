import type { Settings } from "./settings.ts";

type Drawing = Pick<Settings, "temperature" | "topK" | "topP" | "minP" | "repetitionPenalty">;

/** Ways of drawing for those who do not want to know the knobs, from the surest on. Names stand in the pane. */
export const PRESETS = {
  exact: { temperature: 0, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1 },
  balanced: { temperature: 0.7, topK: 40, topP: 0.9, minP: 0.05, repetitionPenalty: 1 },
  inventive: { temperature: 1.1, topK: 0, topP: 0.98, minP: 0.02, repetitionPenalty: 1 },
} as const satisfies Record<string, Drawing>;

export type PresetId = keyof typeof PRESETS;

export const PRESET_IDS = Object.keys(PRESETS) as readonly PresetId[];

/** The preset that these settings are; null where they were set by hand. */
export function presetOf(settings: Settings): PresetId | null {
  const isSame = (preset: Drawing): boolean =>
    Object.entries(preset).every(([key, value]) => settings[key as keyof Drawing] === value);
  return PRESET_IDS.find((id) => isSame(PRESETS[id])) ?? null;
}
