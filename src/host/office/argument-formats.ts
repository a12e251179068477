import { numberInFormat } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { formatAddress, parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";
import { rangeOf } from "./excel-range.ts";
import { runExcel } from "./run-excel.ts";

type Values = readonly (readonly CellValue[])[];
type Formats = readonly (readonly string[])[];

/** Excel calls the functions of a dragged column in short succession; what they ask for is read in one go. */
const GATHER_MS = 10;

/** Rows that nobody asked for are read along up to so many: fewer ranges cost Excel less than fewer cells. */
const GAP_ROWS = 200;
/** Excel is slow with a request of many ranges, and on the web takes none of more than 5 MB. */
const RANGES_AT_ONCE = 200;

interface Asked {
  readonly area: RangeAddress;
  readonly tell: (formats: Formats) => void;
}

/** Where Excel tells none. */
const NO_FORMATS: Formats = [];

/** Tells dates among the numbers that Excel gives functions: they come without their number formats. */
export class ArgumentFormats {
  #asked: Asked[] = [];

  /**
   * The values of an argument, numbers that their cells show as dates as such. Where Excel does not tell the formats,
   * the numbers stay numbers.
   */
  async withDates(values: Values, address: string | null): Promise<Values> {
    const place = address === null ? null : parseAddress(address);
    const box = place && numberBox(values);
    if (!place || !box) return values;
    const area = { ...place, ...box, row: place.row + box.row, column: place.column + box.column };
    const formats = await this.#read(area);
    return values.map((row, r) =>
      row.map((value, c) => {
        const format = formats[r - box.row]?.[c - box.column];
        return typeof value === "number" && format !== undefined ? numberInFormat(value, format) : value;
      }),
    );
  }

  #read(area: RangeAddress): Promise<Formats> {
    return new Promise((tell) => {
      this.#asked.push({ area, tell });
      if (this.#asked.length === 1) setTimeout(() => void this.#readAsked(), GATHER_MS);
    });
  }

  async #readAsked(): Promise<void> {
    const asked = this.#asked;
    this.#asked = [];
    const sheets = [...new Set(asked.map(({ area }) => area.sheet))];
    await Promise.all(
      sheets.map((sheet) => tellFormats(joined(asked.filter(({ area }) => area.sheet === sheet)))),
    );
  }
}

/**
 * Asks for areas of one sheet and tells each its formats. A sheet that is not in this workbook, as another workbook's
 * or one that was renamed, fails all that is asked along with it: so each sheet is asked for alone. No formula is to
 * fail for the look of its arguments.
 */
async function tellFormats(runs: readonly Run[]): Promise<void> {
  const read = await readFormats(runs).catch(() => null);
  for (const [index, { area: whole, asked: parts }] of runs.entries()) {
    for (const { area, tell } of parts) {
      const row = area.row - whole.row;
      tell(read?.[index]?.slice(row, row + area.rows) ?? NO_FORMATS);
    }
  }
}

function readFormats(runs: readonly Run[]): Promise<readonly Formats[]> {
  return runExcel(async (context) => {
    const read: Formats[] = [];
    for (let first = 0; first < runs.length; first += RANGES_AT_ONCE) {
      const some = runs.slice(first, first + RANGES_AT_ONCE);
      const ranges = some.map(({ area }) => rangeOf(context, formatAddress(area)));
      for (const range of ranges) range.load("numberFormat");
      await context.sync();
      read.push(...ranges.map(({ numberFormat }) => numberFormat as string[][]));
    }
    return read;
  });
}

type Box = Pick<RangeAddress, "row" | "column" | "rows" | "columns">;

/** The smallest box around the numbers of an argument, counted from its first cell; null where there are none. */
function numberBox(values: Values): Box | null {
  let [top, bottom, left, right] = [Infinity, -1, Infinity, -1];
  values.forEach((row, r) =>
    row.forEach((value, c) => {
      if (typeof value !== "number") return;
      [top, bottom] = [Math.min(top, r), Math.max(bottom, r)];
      [left, right] = [Math.min(left, c), Math.max(right, c)];
    }),
  );
  return bottom < 0 ? null : { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}

interface Run {
  area: RangeAddress;
  readonly asked: Asked[];
}

/** What is asked for of one sheet, areas of the same columns with few rows between them as one. */
function joined(asked: readonly Asked[]): readonly Run[] {
  const columns = new Map<string, Run[]>();
  for (const one of asked.toSorted((a, b) => a.area.row - b.area.row)) {
    const { area } = one;
    const key = `${area.column} ${area.columns}`;
    const runs = columns.get(key) ?? [];
    columns.set(key, runs);
    const last = runs.at(-1);
    const end = last ? last.area.row + last.area.rows : -1;
    if (last && area.row <= end + GAP_ROWS) {
      last.area = { ...last.area, rows: Math.max(end, area.row + area.rows) - last.area.row };
      last.asked.push(one);
    } else runs.push({ area, asked: [one] });
  }
  return [...columns.values()].flat();
}
