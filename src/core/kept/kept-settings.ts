import { z } from "zod";
import type { OptionKey } from "../options/option-table.ts";
import { DEFAULT_SETTINGS, isSetting, mergeSettings, type Settings } from "../options/settings.ts";

/** At temperature 0 they change no answer. */
const ONLY_FOR_DRAWS: ReadonlySet<string> = new Set<OptionKey>(["topK", "topP", "minP", "seed"]);

/** Changes what is shown of answers, and no answer. */
const ONLY_FOR_REVIEW: ReadonlySet<string> = new Set<OptionKey>(["unsureBelow"]);

type Entries = readonly (readonly [name: string, value: unknown])[];

const sorted = (settings: object): Entries =>
  Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * Settings that are as by default are left out, so that a setting added later leaves the stamps of before as they were.
 */
const setApart = (settings: Settings): Entries =>
  sorted(settings)
    .filter(([name]) => settings.temperature !== 0 || !ONLY_FOR_DRAWS.has(name))
    .filter(([name]) => !ONLY_FOR_REVIEW.has(name))
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULT_SETTINGS[name as OptionKey]));

/** As `settingsStamp` writes it. */
const stampSchema = z.tuple([
  z.unknown(),
  z.array(z.tuple([z.string(), z.unknown()])),
  z.array(z.string()).optional(),
]);

/** The stamp of an answer whose formula and workbook say nothing of their own. */
export const PLAIN_STAMP = "[[],[]]";

/**
 * The settings that an answer was given with, as text: what the workbook's settings changed about it, what its formula
 * said itself or its function decided, and which of these the function did. own: those of the settings that the formula
 * said;
 * fixed: those that the function decided, over them.
 */
export function settingsStamp(
  settings: Settings,
  own: Partial<Settings>,
  fixed: Partial<Settings> = {},
): string {
  const decided = ownEntries(fixed).flatMap(([name, value]) =>
    own[name as OptionKey] === value ? [] : [name],
  );
  return stampOf({ ...settings, ...fixed }, { ...own, ...fixed }, decided);
}

function stampOf(settings: Settings, stated: Partial<Settings>, decided: readonly string[]): string {
  const workbook = setApart(settings).filter(([name]) => stated[name as OptionKey] === undefined);
  return JSON.stringify([workbook, ownEntries(stated), ...(decided.length > 0 ? [decided] : [])]);
}

/** Whether the stamp is of a workbook whose own settings are as by default. */
export const changesNothing = (stamp: string): boolean => stamp.startsWith("[[],");

/** What a formula says itself, in one order. */
export const ownEntries = (own: Partial<Settings>): Entries => sorted(own);

/** The stamp that the same formula would have under these settings of the workbook. */
export function stampUnder(workbook: Settings, stamp: string): string {
  const read = readStamp(stamp);
  return read ? stampOf(mergeSettings(workbook, read.stated), read.stated, read.decided) : stamp;
}

/** What the formula of an answer said itself, as far as it names settings; nothing where the text is no stamp. */
export function ownOf(stamp: string): Partial<Settings> {
  const { stated = {}, decided = [] } = readStamp(stamp) ?? {};
  const own = ownEntries(stated).filter(([name]) => !decided.includes(name));
  return Object.fromEntries(own.filter(([name, value]) => isSetting(name, value)));
}

function readStamp(stamp: string): { stated: Partial<Settings>; decided: readonly string[] } | null {
  let json: unknown;
  try {
    json = JSON.parse(stamp);
  } catch {
    // Workbooks are edited by hand, too.
    return null;
  }
  const read = stampSchema.safeParse(json);
  if (!read.success) return null;
  const [, stated, decided = []] = read.data;
  return { stated: Object.fromEntries(stated), decided };
}
