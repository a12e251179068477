import { LocaleType, LogLevel, mergeLocales, Univer } from "@univerjs/core";
import {
  ISheetClipboardService,
  UniverSheetsCorePreset,
  UniverSheetsUIPlugin,
} from "@univerjs/preset-sheets-core";
import enUS from "@univerjs/preset-sheets-core/locales/en-US";
import "@univerjs/preset-sheets-core/lib/index.css";
import { PageClipboard } from "./page-clipboard.ts";

const CLIPBOARD = { override: [[ISheetClipboardService, { useClass: PageClipboard }]] };

/** Univer with what a spreadsheet needs, drawn into the container; it holds no workbook yet. */
export function createUniver(container: HTMLElement, isDark: boolean): Univer {
  const univer = new Univer({
    locale: LocaleType.EN_US,
    locales: { [LocaleType.EN_US]: mergeLocales(enUS) },
    logLevel: LogLevel.WARN,
    darkMode: isDark,
  });
  const { plugins } = UniverSheetsCorePreset({
    container,
    ribbonType: "simple",
    disableAutoFocus: true,
    // Leaves the width to the sheets' names.
    footer: { zoomSlider: false, menus: false },
    // A text of digits is what its person typed; no mark in its corner.
    sheets: { disableForceStringMark: true, disableForceStringAlert: true },
  });
  for (const plugin of plugins) {
    const [type, config] = Array.isArray(plugin) ? plugin : [plugin];
    univer.registerPlugin(type, type === UniverSheetsUIPlugin ? { ...config, ...CLIPBOARD } : config);
  }
  return univer;
}
