import { fitsTextFormat, formatOfEntry, numberInFormat } from "../../core/examples/cell-date.ts";
import { type CellValue, plainValue } from "../../core/examples/cell-value.ts";
import { GENERAL, isTextFormat } from "../../core/examples/date-format.ts";
import { formatAddress, parseAddress } from "../../core/ranges/a1.ts";
import {
  ANSWERS_PART,
  asPartText,
  LESSONS_PART,
  partXml,
  SETTINGS_PART,
  settingsInXml,
  textInXml,
  type WorkbookPart,
} from "../workbook-part.ts";
import type { CellEntry, SheetBlock, SheetEdit, SpreadsheetHost } from "../port.ts";
import { isFormula, plainAddress, rangeOf, sheetOf, usedRanges } from "./excel-range.ts";
import { writeOursAgain } from "./our-formulas.ts";
import { runExcel } from "./run-excel.ts";
import { MESSAGES } from "../messages.ts";

/** In the add-in's own settings of the document, where workbooks without a part for them have them. */
const SETTINGS_KEY = "fewshot.settings";

/** A screen shows about so many rows below the active cell or above it. */
const NEAR_ROWS = 40;
const ALL_COLUMNS = 16_384;

/** Texts that Excel reads as nothing but text, in any language: a word with a small letter after its first. */
const PLAIN_TEXT = /^\p{Lu}?\p{Ll}{2,}( \p{Lu}?\p{Ll}+)*$/u;

type ValueType = `${Excel.RangeValueType}`;

/**
 * Of errors, and of cells with data types. By their texts: Excel's own object of these types is there in Excel only.
 */
const UNREADABLE: readonly ValueType[] = ["Error", "RichValue"];

/** Excel, through its JavaScript API. */
export class OfficeHost implements SpreadsheetHost {
  readonly kind = "excel";
  #saving: Promise<void> = Promise.resolve();

  hasSheet(name: string): Promise<boolean> {
    return runExcel(async (context) => {
      const sheet = context.workbook.worksheets.getItemOrNullObject(name);
      sheet.load("isNullObject");
      await context.sync();
      return !sheet.isNullObject;
    });
  }

  readArea(address: string): Promise<SheetBlock | null> {
    return runExcel(async (context) => {
      const used = rangeOf(context, address).getIntersectionOrNullObject(
        sheetOf(context, address).getRange(),
      );
      return readRange(context, used);
    });
  }

  readRegion(address: string): Promise<SheetBlock> {
    return runExcel(async (context) => {
      const block = await readRange(context, rangeOf(context, address).getSurroundingRegion());
      if (block === null) throw new Error(MESSAGES.excelNothingAround(address));
      return block;
    });
  }

  readEntries(addresses: readonly string[]): Promise<readonly SheetEdit[]> {
    return runExcel(async (context) => {
      const ranges = addresses.map((address) => rangeOf(context, address));
      for (const range of ranges) range.load(["address", "formulas", "values", "numberFormat"]);
      await context.sync();
      return ranges.map(({ address, formulas, values, numberFormat }) => ({
        address: plainAddress(address),
        entries: (values as CellValue[][]).map((row, r) =>
          row.map((value, c) => ({
            ...toEntry((formulas as CellValue[][])[r]![c]!, value),
            ...givenFormat((numberFormat as Formats)[r]![c]!),
          })),
        ),
      }));
    });
  }

  spillsOf(addresses: readonly string[]): Promise<readonly (string | null)[]> {
    return runExcel(async (context) => {
      const spills = addresses.map((address) => rangeOf(context, address).getSpillingToRangeOrNullObject());
      for (const spill of spills) spill.load("address");
      await context.sync();
      return spills.map((spill) => (spill.isNullObject ? null : plainAddress(spill.address)));
    });
  }

  writeEntries(edits: readonly SheetEdit[]): Promise<void> {
    return runExcel(async (context) => {
      for (const { address, entries } of edits) {
        const range = rangeOf(context, address);
        // What is written into a cell of format Text becomes a text as it stands, with an apostrophe before it. It
        // stays what it is where its cell takes that format later.
        setFormats(range, entries, (entry, format) => (isLost(entry, format) ? GENERAL : format));
        range.formulas = entries.map((row) => row.map(toExcelEntry));
        setFormats(range, entries, (entry, format) => (isLost(entry, format) ? format : null));
      }
      await context.sync();
    });
  }

  show(address: string): Promise<void> {
    return runExcel(async (context) => {
      rangeOf(context, address).select();
      await context.sync();
    });
  }

  /** Excel on a desktop tells what is on screen; where it does not, it is guessed to be around the active cell. */
  visibleArea(): Promise<string | null> {
    return runExcel(async (context) => {
      const { workbook } = context;
      const isTold = Office.context.requirements.isSetSupported("ExcelApiDesktop", "1.1");
      const range = isTold ? workbook.application.activeWindow.visibleRange : workbook.getActiveCell();
      range.load("address");
      await context.sync();
      const address = plainAddress(range.address);
      return isTold ? address : rowsAround(address);
    });
  }

  onSelectionChange(listener: (address: string | null) => void): () => void {
    let isActive = true;
    const tell = () =>
      runExcel(async (context) => {
        const range = context.workbook.getSelectedRange();
        range.load("address");
        await context.sync();
        if (isActive) listener(plainAddress(range.address));
      }).catch(() => {
        // Several areas, or a chart, are selected: there is no one cell to show.
        if (isActive) listener(null);
      });
    const handler = () => void tell();
    Office.context.document.addHandlerAsync(Office.EventType.DocumentSelectionChanged, handler);
    handler();
    return () => {
      isActive = false;
      Office.context.document.removeHandlerAsync(Office.EventType.DocumentSelectionChanged, { handler });
    };
  }

  async loadSettings(): Promise<string | null> {
    // Settings of the old place are older than any part, also than one that cannot be read.
    const xml = await loadXml(SETTINGS_PART);
    if (xml !== null) return settingsInXml(xml);
    const stored: unknown = Office.context.document.settings.get(SETTINGS_KEY);
    return typeof stored === "string" ? stored : null;
  }

  async saveSettings(json: string): Promise<void> {
    try {
      await this.#savePart(SETTINGS_PART, asPartText(json));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(MESSAGES.excelSettingsNotKept(reason), { cause });
    }
  }

  loadAnswers(): Promise<string | null> {
    return loadPart(ANSWERS_PART);
  }

  saveAnswers(text: string): Promise<void> {
    return this.#savePart(ANSWERS_PART, text);
  }

  loadLessons(): Promise<string | null> {
    return loadPart(LESSONS_PART);
  }

  saveLessons(text: string): Promise<void> {
    return this.#savePart(LESSONS_PART, text);
  }

  recalculate(address: string | null): Promise<void> {
    return runExcel(async (context) =>
      writeOursAgain(context, address === null ? await usedRanges(context) : [rangeOf(context, address)]),
    );
  }

  /** One after another: of two that find no part, each would add one. */
  #savePart(kind: WorkbookPart, text: string): Promise<void> {
    const saved = this.#saving.then(() => savePart(kind, text));
    this.#saving = saved.catch(() => undefined);
    return saved;
  }
}

async function loadPart(kind: WorkbookPart): Promise<string | null> {
  const xml = await loadXml(kind);
  return xml === null ? null : textInXml(kind, xml);
}

function loadXml(kind: WorkbookPart): Promise<string | null> {
  return runExcel(async (context) => {
    const [part] = await customParts(context, kind);
    if (part === undefined) return null;
    const xml = part.getXml();
    await context.sync();
    return xml.value;
  });
}

function savePart(kind: WorkbookPart, text: string): Promise<void> {
  return runExcel(async (context) => {
    const [part] = await customParts(context, kind);
    if (part === undefined) context.workbook.customXmlParts.add(partXml(kind, text));
    else part.setXml(partXml(kind, text));
    await context.sync();
  });
}

async function customParts(
  context: Excel.RequestContext,
  { namespace }: WorkbookPart,
): Promise<Excel.CustomXmlPart[]> {
  const parts = context.workbook.customXmlParts.getByNamespace(namespace);
  parts.load("items");
  await context.sync();
  return parts.items;
}

/** Of each cell; null leaves it as it is. */
type Formats = (string | null)[][];

/** Whether a cell of this format would make another text of the entry. */
const isLost = (entry: CellEntry, format: string | null): boolean =>
  format !== null && isTextFormat(format) && (!fitsTextFormat(entry) || isQuoted(entry));

/** Whether its own first sign is an apostrophe, which Excel may take for its own. */
const isQuoted = (entry: CellEntry): boolean =>
  "value" in entry && typeof entry.value === "string" && entry.value.startsWith("'");

/** Sets number formats, where there are any. format: of an entry and the format that it gives its cell. */
function setFormats(
  range: Excel.Range,
  entries: SheetEdit["entries"],
  format: (entry: CellEntry, given: string | null) => string | null,
): void {
  const formats: Formats = entries.map((row) =>
    row.map((entry) => format(entry, formatOfEntry(entry) ?? null)),
  );
  if (formats.flat().some((each) => each !== null)) range.numberFormat = formats;
}

const givenFormat = (format: string | null): Pick<CellEntry, "format"> =>
  format === null || format === GENERAL ? {} : { format };

const inFormat = (value: CellValue, format: string | null): CellValue =>
  typeof value === "number" ? numberInFormat(value, format) : value;

function toEntry(typed: CellValue, value: CellValue): CellEntry {
  if (isFormula(typed, value)) return { formula: typed as string };
  return { value: typed === "" ? null : typed };
}

/**
 * Excel takes what is written as if typed; the apostrophe keeps a text from being read as a number, date or formula. In
 * a cell of format Text it would be part of the text.
 */
function toExcelEntry(entry: CellEntry): CellValue {
  if ("formula" in entry) return entry.formula;
  const value = plainValue(entry.value);
  if (typeof value !== "string") return value ?? "";
  const isKept = entry.format !== undefined && isTextFormat(entry.format) && !isQuoted(entry);
  return isKept || PLAIN_TEXT.test(value) ? value : `'${value}`;
}

async function readRange(context: Excel.RequestContext, range: Excel.Range): Promise<SheetBlock | null> {
  range.load(["address", "values", "formulas", "valueTypes", "numberFormat"]);
  await context.sync();
  if (range.isNullObject) return null;
  const formulas = range.formulas as unknown[][];
  const values = range.values as SheetBlock["values"];
  const isUnreadable = (range.valueTypes as ValueType[][]).map((row) =>
    row.map((type) => UNREADABLE.includes(type)),
  );
  const isResult = formulas.map((row, r) => row.map((typed, c) => isFormula(typed, values[r]![c])));
  const formats = range.numberFormat as Formats;
  return {
    address: plainAddress(range.address),
    // The sign of an error is no text: it must not become an example.
    values: values.map((row, r) =>
      row.map((value, c) => (isUnreadable[r]![c]! ? null : inFormat(value, formats[r]![c]!))),
    ),
    formulas: isResult,
    opaque: isUnreadable.map((row, r) => row.map((is, c) => is && !isResult[r]![c]!)),
  };
}

/** The rows around a cell that are likely on screen with it, in all columns. */
function rowsAround(address: string): string | null {
  const place = parseAddress(address);
  if (!place) return null;
  const row = Math.max(0, place.row - NEAR_ROWS);
  const rows = place.row - row + place.rows + NEAR_ROWS;
  return formatAddress({ sheet: place.sheet, row, column: 0, rows, columns: ALL_COLUMNS });
}
