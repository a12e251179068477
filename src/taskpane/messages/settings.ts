import type { OptionKey } from "../../core/options/option-table.ts";
import type { PresetId } from "../../core/options/presets.ts";
import { OPTIONS, OPTION_KEYS } from "../../core/options/option-table.ts";
import { countText, figureText } from "../language/quantities.ts";
import { cellsText } from "./counts.ts";
import { NUMBER_KEYS } from "../settings/number-keys.ts";

const OPTION_DESCRIPTIONS = Object.fromEntries(
  OPTION_KEYS.map((key) => [key, OPTIONS[key].description]),
) as Readonly<Record<OptionKey, string>>;

/** Options that the pane has a field for. */
const SHOWN_OPTIONS = [
  ...NUMBER_KEYS,
  "format",
  "headers",
  "type",
  "careful",
] as const satisfies readonly OptionKey[];
type ShownOption = (typeof SHOWN_OPTIONS)[number];

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const OPTION_LABELS = Object.fromEntries(
  SHOWN_OPTIONS.map((key) => [key, capitalized(OPTIONS[key].name)]),
) as Readonly<Record<ShownOption, string>>;

export const SETTINGS = {
  title: "Sampling",
  presets: "Ways of drawing",
  preset: { exact: "Exact", balanced: "Balanced", inventive: "Inventive" } satisfies Record<PresetId, string>,
  override: (name: string, value: string) => `${name} ${value}`,
  overrides: (names: readonly string[]) => `The selected formula sets for itself: ${names.join(", ")}.`,
  scope: "For this workbook. Options in a formula win over these.",
  /** cells: that show answers of before the settings were changed. */
  others: (cells: number) =>
    cells === 0
      ? "All answers have these settings."
      : `${cellsText(cells)} ${cells === 1 ? "has" : "have"} an answer of other settings and ${cells === 1 ? "keeps" : "keep"} it until you ask again.`,
  renewOthers: "Ask with these",
  reset: "Reset to defaults",
  /** What a formula writes stays English and stands beside what the option is called. */
  option: OPTION_LABELS,
  choice: (choice: string) => choice,
  description: OPTION_DESCRIPTIONS,
  candidates: "Candidates shown",
  candidatesHint: "How many of the likeliest tokens the charts and lists of this pane show.",
  count: countText,
  value: (label: string) => `${label}, value`,
  more: (label: string) => `${label}: more`,
  less: (label: string) => `${label}: less`,
  stop: "Stop at, one text a line",
  outOfRange: (min: number, max: number, aboveMin: boolean, isWhole: boolean) =>
    `Type a ${isWhole ? "whole number" : "number"} ${aboveMin ? `above ${figureText(min)} and up to` : `from ${figureText(min)} to`} ${countText(max)}. The value before is kept.`,
} as const;
