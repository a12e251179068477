import { base64Of } from "../base64.ts";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { ExampleSet } from "../examples/example-set.ts";
import { DEFAULT_SETTINGS, type Settings } from "../options/settings.ts";
import { ownEntries, settingsStamp } from "./kept-settings.ts";

/** What all rows of a call share: its examples, the kind of a text alone, or a kind of task with what it is about. */
export type KeptTask = ExampleSet | "ask" | "complete" | readonly [task: string, ...about: unknown[]];

/** Under which an answer is kept: the same answer for the same key. */
export interface KeptKey {
  /**
   * Of what a person asked: task, input and the formula's own options. 22 characters of base64 (128 bits of SHA-256).
   */
  readonly question: string;
  /** See `settingsStamp`. */
  readonly settings: string;
}

/** The settings of a call, and those of them that it says itself: they are a part of what is asked. */
export interface KeptSettings {
  readonly settings: Settings;
  readonly own: Partial<Settings>;
  /** Those that its function decides, whatever the workbook says; over those of the formula. */
  readonly fixed?: Partial<Settings>;
}

const KEY_BYTES = 16;

/** How dates look changes no answer. */
const withoutLooks = (name: string, value: unknown): unknown => (name === "dateFormat" ? undefined : value);

const digest = (content: unknown): Uint8Array => sha256(utf8ToBytes(JSON.stringify(content, withoutLooks)));

/**
 * The keys under which the answers of a call are kept with the workbook: of what a person asked and of the settings,
 * and not of the model or of how its prompt was cut to fit, so that they are known before a model is open.
 */
export function keptKeys(
  task: KeptTask,
  { settings, own, fixed = {} }: KeptSettings,
): (inputs: readonly string[]) => KeptKey {
  const stamp = settingsStamp(settings, own, fixed);
  // What a function always decides so is no part of what a person asks.
  const asked = ownEntries({ ...own, ...fixed }).filter(
    ([name, value]) => !(name in fixed) || value !== DEFAULT_SETTINGS[name as keyof Settings],
  );
  const shared = base64Of(digest([task, asked]));
  return (inputs) => ({
    question: base64Of(digest([shared, inputs]).subarray(0, KEY_BYTES)).slice(0, 22),
    settings: stamp,
  });
}
