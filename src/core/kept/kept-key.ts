import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { ExampleSet } from "../examples/example-set.ts";
import type { OptionKey } from "../options/option-table.ts";
import type { Settings } from "../options/settings.ts";
import { DEFAULT_SETTINGS } from "../options/settings.ts";

/** What all rows of a call share: its examples, the kind of a text alone, or a kind of task with what it is about. */
export type KeptTask = ExampleSet | "ask" | "complete" | readonly [task: string, ...about: unknown[]];

/** At temperature 0 they change no answer. */
const ONLY_FOR_DRAWS: ReadonlySet<string> = new Set<OptionKey>(["topK", "topP", "minP", "seed"]);

/** Changes what is shown of answers, and no answer. */
const ONLY_FOR_REVIEW: ReadonlySet<string> = new Set<OptionKey>(["unsureBelow"]);

const KEY_BYTES = 16;

/** Settings that are as by default are left out, so that a setting added later leaves the keys of before as they were. */
function setApart(settings: Settings): readonly (readonly [string, unknown])[] {
  return Object.entries(settings)
    .filter(([name]) => settings.temperature !== 0 || !ONLY_FOR_DRAWS.has(name))
    .filter(([name]) => !ONLY_FOR_REVIEW.has(name))
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULT_SETTINGS[name as OptionKey]))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** How dates look changes no answer. */
const withoutLooks = (name: string, value: unknown): unknown => (name === "dateFormat" ? undefined : value);

const digest = (content: unknown): Uint8Array => sha256(utf8ToBytes(JSON.stringify(content, withoutLooks)));

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/**
 * The keys under which the answers of a call are kept with the workbook: of what a person asked, examples, input and
 * settings, and not of the model or of how its prompt was cut to fit, so that they are known before a model is open.
 * 22 characters of base64 (128 bits of SHA-256).
 */
export function keptKeys(task: KeptTask, settings: Settings): (inputs: readonly string[]) => string {
  const shared = base64(digest([task, setApart(settings)]));
  return (inputs) => base64(digest([shared, inputs]).subarray(0, KEY_BYTES)).slice(0, 22);
}
