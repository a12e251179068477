import { z } from "zod";
import type { SamplingOptions } from "../../engine/completer.ts";
import type { HeaderChoice } from "../examples/examples-around.ts";
import { HEADER_CHOICES } from "../examples/examples-around.ts";
import type { FormatId } from "../prompts/formats/formats.ts";
import { FORMAT_IDS } from "../prompts/formats/formats.ts";
import type { AnswerFormat } from "../prompts/prompt-format.ts";
import type { NumberOption, OptionKey } from "./option-table.ts";
import { AUTO, OPTION_KEYS, OPTIONS } from "./option-table.ts";

/** All options: of the workbook, or of one formula once its own are merged in. Bounds stand in `OPTIONS`. */
export interface Settings {
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly minP: number;
  readonly repetitionPenalty: number;
  readonly maxTokens: number;
  /** Ends an answer, besides the format's own stop. */
  readonly stop: readonly string[];
  /** Unsigned 32-bit. */
  readonly seed: number;
  /** "auto" chooses by the examples. */
  readonly format: FormatId | typeof AUTO;
  readonly headers: HeaderChoice;
  /** Name of an answer type; "auto" goes by the examples. */
  readonly type: string;
  /** The only answers allowed; empty for no such limit. Wins over `type`. */
  readonly oneOf: readonly string[];
  /** Allows "unknown" besides. */
  readonly unknown: boolean;
  /** 0 for no limit. */
  readonly maxCharacters: number;
  /** Asks in several formats. */
  readonly careful: boolean;
  /** Answers less likely to be right are not shown; between 0 and 1. */
  readonly confidence: number;
  /** Name of a lesson that answers; empty for none. */
  readonly teach: string;
  /** Answers less likely to be right count as unsure; between 0 and 1. Changes no answer. */
  readonly unsureBelow: number;
}

/** Each as its own type, so that the compiler sees where it does not fit `Settings`. */
type Defaults = { readonly [Key in OptionKey]: (typeof OPTIONS)[Key]["default"] };

export const DEFAULT_SETTINGS: Settings = Object.fromEntries(
  OPTION_KEYS.map((key) => [key, OPTIONS[key].default]),
) as Defaults;

/** The workbook's settings with a formula's own options over them. */
export function mergeSettings(workbook: Settings, formula: Partial<Settings>): Settings {
  return { ...workbook, ...formula };
}

/** What the engine needs, with the format's stop before the user's. seed: the cell's own, see `drawSeed`. */
export function samplingOptions(settings: Settings, format: AnswerFormat, seed: number): SamplingOptions {
  const { temperature, topK, topP, minP, repetitionPenalty, maxTokens, stop } = settings;
  return {
    temperature,
    topK,
    topP,
    minP,
    repetitionPenalty,
    maxTokens,
    stop: [...format.stop, ...stop],
    seed,
  };
}

function numberSchema({ kind, min, max, aboveMin }: NumberOption): z.ZodNumber {
  const bounded = aboveMin ? z.number().gt(min).max(max) : z.number().min(min).max(max);
  return kind === "integer" ? bounded.int() : bounded;
}

/** Settings as stored with a workbook. */
export const settingsSchema = z.object({
  temperature: numberSchema(OPTIONS.temperature),
  topK: numberSchema(OPTIONS.topK),
  topP: numberSchema(OPTIONS.topP),
  minP: numberSchema(OPTIONS.minP),
  repetitionPenalty: numberSchema(OPTIONS.repetitionPenalty),
  maxTokens: numberSchema(OPTIONS.maxTokens),
  stop: z.array(z.string().min(1)),
  seed: numberSchema(OPTIONS.seed),
  format: z.enum([AUTO, ...FORMAT_IDS]),
  headers: z.enum(HEADER_CHOICES),
  type: z.enum(OPTIONS.type.choices),
  oneOf: z.array(z.string().min(1)),
  unknown: z.boolean(),
  maxCharacters: numberSchema(OPTIONS.maxCharacters),
  careful: z.boolean(),
  confidence: numberSchema(OPTIONS.confidence),
  teach: z.string(),
  unsureBelow: numberSchema(OPTIONS.unsureBelow),
}) satisfies z.ZodType<Settings>;

/** Whether a setting has this name and takes this value. */
export function isSetting(name: string, value: unknown): boolean {
  const key = OPTION_KEYS.find((each) => each === name);
  return key !== undefined && settingsSchema.shape[key].safeParse(value).success;
}

/** Stored settings as read back, and the keys whose stored value was refused. */
export interface StoredSettings {
  readonly settings: Settings;
  readonly refused: readonly OptionKey[];
}

/**
 * Reads settings from a workbook's stored JSON value, which may be older, newer or edited by hand: what is missing or
 * refused gets its default, one by one, and what is unknown is left out. Refused keys are named; for a value that is no
 * object, all of them.
 */
export function readStoredSettings(stored: unknown): StoredSettings {
  const record = z.record(z.string(), z.unknown()).safeParse(stored);
  if (!record.success) return { settings: DEFAULT_SETTINGS, refused: OPTION_KEYS };
  const present = OPTION_KEYS.filter((key) => record.data[key] !== undefined);
  const refused = present.filter((key) => !isSetting(key, record.data[key]));
  const taken = present
    .filter((key) => !refused.includes(key))
    .map((key) => [key, record.data[key]] as const);
  return { settings: settingsSchema.parse({ ...DEFAULT_SETTINGS, ...Object.fromEntries(taken) }), refused };
}
