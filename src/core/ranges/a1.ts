/** Excel's limits (Excel specifications and limits): rows 1 to 1,048,576, columns A to XFD. */
const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;

/**
 * A rectangle of cells. `row` and `column` are zero-based and name its top left cell; sheet null means "this sheet".
 */
export interface RangeAddress {
  readonly sheet: string | null;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** "A" for 0, "Z" for 25, "AA" for 26. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/** One corner: "A1", "$A$1", a column "A" or a row "1". What is absent stays null. */
interface Corner {
  readonly column: number | null;
  readonly row: number | null;
}

function parseCorner(text: string): Corner | null {
  const match = /^(?:\$?([A-Za-z]{1,3}))?(?:\$?([1-9]\d{0,6}))?$/.exec(text);
  if (!match || text === "") return null;
  const column = match[1] === undefined ? null : columnIndex(match[1]);
  const row = match[2] === undefined ? null : Number(match[2]) - 1;
  if ((column ?? 0) >= MAX_COLUMNS || (row ?? 0) >= MAX_ROWS) return null;
  return { column, row };
}

/** Splits "'My sheet'!A1" into sheet and cells. A quote inside a quoted name is doubled. */
function splitSheet(text: string): { sheet: string | null; cells: string } | null {
  const quoted = /^'((?:[^']|'')+)'!(.+)$/.exec(text);
  if (quoted) return { sheet: (quoted[1] ?? "").replaceAll("''", "'"), cells: quoted[2] ?? "" };
  const plain = /^([^'!]+)!([^!]+)$/.exec(text);
  if (plain) return { sheet: plain[1] ?? "", cells: plain[2] ?? "" };
  return /['!]/.test(text) ? null : { sheet: null, cells: text };
}

/** First index and number of entries along one axis; the whole axis where neither corner names one. */
function span(
  from: number | null,
  to: number | null,
  size: number,
): { start: number; length: number } | null {
  if (from === null && to === null) return { start: 0, length: size };
  if (from === null || to === null) return null;
  return { start: Math.min(from, to), length: Math.abs(to - from) + 1 };
}

/**
 * Reads an A1 address: "B7", "$A$2:$B$6", "Sheet1!A2", "'My sheet'!A2:B6", whole columns "A:B" and rows "2:3". Corners
 * may come in any order. Null where the text is no address within Excel's limits.
 */
export function parseAddress(text: string): RangeAddress | null {
  const parts = splitSheet(text.trim());
  if (!parts) return null;
  const corners = parts.cells.split(":");
  if (corners.length > 2) return null;
  const first = parseCorner(corners[0] ?? "");
  const last = corners.length === 1 ? first : parseCorner(corners[1] ?? "");
  if (!first || !last) return null;
  if (corners.length === 1 && (first.column === null || first.row === null)) return null;
  const rows = span(first.row, last.row, MAX_ROWS);
  const columns = span(first.column, last.column, MAX_COLUMNS);
  if (!rows || !columns) return null;
  return {
    sheet: parts.sheet,
    row: rows.start,
    column: columns.start,
    rows: rows.length,
    columns: columns.length,
  };
}

/** Quotes a name unless it is plainly a name: a letter or _, then letters, digits, _ and dots, and no cell address. */
function formatSheet(sheet: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet);
  const likeAddress = /^([A-Za-z]{1,3}\d+|[Rr]\d*([Cc]\d*)?|[Cc]\d*)$/.test(sheet);
  return plain && !likeAddress ? sheet : `'${sheet.replaceAll("'", "''")}'`;
}

/** Writes an address without $ signs: "Sheet1!A2:B6", "B7", "A:B". The inverse of `parseAddress`. */
export function formatAddress(range: RangeAddress): string {
  const prefix = range.sheet === null ? "" : `${formatSheet(range.sheet)}!`;
  const left = columnLetters(range.column);
  const right = columnLetters(range.column + range.columns - 1);
  const top = String(range.row + 1);
  const bottom = String(range.row + range.rows);
  if (range.rows === MAX_ROWS) return `${prefix}${left}:${right}`;
  if (range.columns === MAX_COLUMNS) return `${prefix}${top}:${bottom}`;
  if (range.rows === 1 && range.columns === 1) return `${prefix}${left}${top}`;
  return `${prefix}${left}${top}:${right}${bottom}`;
}

/** The same with $ before every column and row, so that it stays when a formula is dragged: "$A$2:$B$6". */
export function formatAbsolute(range: RangeAddress): string {
  const prefix = range.sheet === null ? "" : `${formatSheet(range.sheet)}!`;
  return prefix + formatAddress({ ...range, sheet: null }).replace(/[A-Z]+|\d+/g, (part) => `$${part}`);
}

/** Whether two ranges of one sheet have a cell in common. */
export function overlap(a: RangeAddress, b: RangeAddress): boolean {
  return (
    a.sheet === b.sheet &&
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows &&
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns
  );
}

/** The address of one cell of a range, counted from its top left cell. */
export function cellOf(range: RangeAddress, row: number, column: number): RangeAddress {
  return { sheet: range.sheet, row: range.row + row, column: range.column + column, rows: 1, columns: 1 };
}

/** The addresses of an area's cells, row by row; none where the text is no address. */
export function* cellsOf(area: string): Generator<string> {
  const range = parseAddress(area);
  if (!range) return;
  for (let row = 0; row < range.rows; row++)
    for (let column = 0; column < range.columns; column++) yield formatAddress(cellOf(range, row, column));
}
