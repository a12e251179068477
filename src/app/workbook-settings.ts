import { CellError, describe } from "../core/errors/cell-error.ts";
import { OPTION_KEYS, OPTIONS } from "../core/options/option-table.ts";
import { readOptionValue } from "../core/options/option-value.ts";
import type { Settings } from "../core/options/settings.ts";
import {
  DEFAULT_SETTINGS,
  mergeSettings,
  readStoredSettings,
  settingsSchema,
} from "../core/options/settings.ts";
import type { SpreadsheetHost } from "../host/port.ts";
import { MESSAGES } from "./messages.ts";
import type { AppEvent } from "./reducers.ts";
import { wordsOf } from "./words-of.ts";

export interface WorkbookSettingsParts {
  readonly host: Pick<SpreadsheetHost, "loadSettings" | "saveSettings">;
  readonly dispatch: (event: AppEvent) => void;
  readonly log: (address: null, message: string) => void;
}

/** The settings kept with the workbook. */
export class WorkbookSettings {
  readonly #parts: WorkbookSettingsParts;
  /** Changes go one after another, since each keeps all settings: one would undo the other. */
  #last: Promise<unknown> = Promise.resolve();
  /** Whether the host refused to give what the workbook has. */
  #isUnread = false;

  constructor(parts: WorkbookSettingsParts) {
    this.#parts = parts;
  }

  /** Takes those of the workbook that is open now. Never rejects. */
  async load(): Promise<void> {
    try {
      await this.#read();
    } catch (error) {
      this.#parts.log(null, MESSAGES.settingsUnreadable(wordsOf(error)));
    }
  }

  /**
   * Puts a patch over those that hold once the changes before it are kept, and keeps them. Rejects with a RangeError that
   * says what is wrong with the patch, or as the host where it refuses to read or keep them.
   */
  change(current: () => Settings, patch: Partial<Settings>): Promise<void> {
    const { host, dispatch } = this.#parts;
    const changed = this.#last.then(async () => {
      // The defaults that hold meanwhile would take the place of what the workbook has.
      if (this.#isUnread) await this.#read();
      const settings = patchedSettings(current(), patch);
      await host.saveSettings(JSON.stringify(settings));
      dispatch({ type: "settings-changed", settings });
    });
    this.#last = changed.catch(() => undefined);
    return changed;
  }

  async #read(): Promise<void> {
    const { host, dispatch, log } = this.#parts;
    this.#isUnread = true;
    const { settings, problem } = settingsFromText(await host.loadSettings());
    this.#isUnread = false;
    dispatch({ type: "settings-changed", settings });
    if (problem !== null) log(null, problem);
  }
}

interface LoadedSettings {
  readonly settings: Settings;
  /** What was wrong with the stored text; null where nothing was. */
  readonly problem: string | null;
}

function parsed(json: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(json) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The workbook's settings from their stored text; defaults take the place of what is damaged. */
function settingsFromText(json: string | null): LoadedSettings {
  if (json === null) return { settings: DEFAULT_SETTINGS, problem: null };
  const stored = parsed(json);
  if (!stored) {
    return { settings: DEFAULT_SETTINGS, problem: MESSAGES.settingsDamaged };
  }
  const { settings, refused } = readStoredSettings(stored.value);
  const names = refused.map((key) => OPTIONS[key].name).join(", ");
  return { settings, problem: names === "" ? null : MESSAGES.settingsRefused(names) };
}

/** The settings with the patch over them. Throws a RangeError that says in words what is wrong with the patch. */
function patchedSettings(settings: Settings, patch: Partial<Settings>): Settings {
  const next = mergeSettings(settings, patch);
  const refused = OPTION_KEYS.find((key) => !settingsSchema.shape[key].safeParse(next[key]).success);
  if (refused === undefined) return next;
  const read = readOptionValue(OPTIONS[refused], String(next[refused]));
  const text =
    read instanceof CellError ? describe(read).text : MESSAGES.settingRefused(OPTIONS[refused].name);
  throw new RangeError(text);
}
