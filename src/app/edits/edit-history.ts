import { fitsTextFormat, formatOfEntry } from "../../core/examples/cell-date.ts";
import { isBlank, isSameValue } from "../../core/examples/cell-value.ts";
import { GENERAL, isTextFormat } from "../../core/examples/date-format.ts";
import { cellOf, formatAddress, parseAddress } from "../../core/ranges/a1.ts";
import type { CellEntry, SheetEdit, SpreadsheetHost } from "../../host/port.ts";
import { joinedEdits } from "./joined-edits.ts";
import type { RowReader, RowsBeside } from "./rows-beside.ts";
import { leftAlone } from "./partly-done.ts";
import { MESSAGES } from "../messages.ts";

/** How many changes can be taken back. */
const HISTORY_LIMIT = 50;

/** What a person had done to the sheet, and to how many cells. */
export interface EditSummary {
  readonly kind: "fill" | "freeze" | "unfreeze" | "accept" | "correct" | "retype" | "learn" | "redo";
  readonly cells: number;
  /** On which it was done. */
  readonly sheet: string | null;
}

interface PastEdit {
  readonly summary: EditSummary;
  readonly before: readonly SheetEdit[];
  /** What was written, and what the sheet made of it: a formula may come back worded otherwise. */
  readonly written: readonly SheetEdit[];
  readonly after: readonly SheetEdit[];
  /** Where formulas gave way. */
  readonly beside: RowsBeside | null;
}

/** Something else than a change of cells that can be taken back. */
interface PastDeed {
  readonly summary: EditSummary;
  readonly takeBack: () => Promise<void>;
}

type HistoryHost = Pick<SpreadsheetHost, "readEntries" | "writeEntries" | "hasSheet"> & RowReader;

/** Writes to the sheet on a person's request, and can put back what stood there before. */
export class EditHistory {
  readonly #host: HistoryHost;
  readonly #onChange: (last: EditSummary | null) => void;
  #past: readonly (PastEdit | PastDeed)[] = [];

  /** onChange: told which change `undo` would take back; null for none. */
  constructor(host: HistoryHost, onChange: (last: EditSummary | null) => void) {
    this.#host = host;
    this.#onChange = onChange;
  }

  /**
   * Cells of format Text that take a formula, a number, TRUE or FALSE are given the format General where the change
   * names none: they would keep it as a text. Gives what stands beside where formulas gave way. Rejects with the host's
   * error when the sheet did not take the change.
   */
  async apply(kind: EditSummary["kind"], changes: readonly SheetEdit[]): Promise<RowsBeside | null> {
    const held = await this.#read(changes);
    const beside = held.some(holdsFormula)
      ? await (await rowsBeside()).readBeside(this.#host, changes)
      : null;
    await this.#write(kind, changes, held, beside);
    return beside;
  }

  /**
   * A fill, as `apply`, of the cells that are empty yet when it comes to be written: nothing is asked of the host
   * between that look and the writing. Gives how many cells that were.
   */
  async fill(changes: readonly SheetEdit[]): Promise<number> {
    const read = await this.#read(changes);
    const isEmpty = (cells: SheetEdit) => (row: number, column: number) => {
      const entry = cells.entries[row]![column]!;
      return "value" in entry && isBlank(entry.value);
    };
    const empty = changes.flatMap((edit, index) => partOf(edit, isEmpty(read[index]!)));
    const held = read.flatMap((cells) => partOf(cells, isEmpty(cells)));
    if (empty.length > 0) await this.#write("fill", empty, held, null);
    return cellCount(empty);
  }

  /** Something was done that `takeBack` takes back. */
  note(summary: EditSummary, takeBack: () => Promise<void>): void {
    this.#add({ summary, takeBack });
  }

  async #write(
    kind: EditSummary["kind"],
    changes: readonly SheetEdit[],
    held: readonly SheetEdit[],
    beside: RowsBeside | null,
  ): Promise<void> {
    const edits = changes.map((edit, index) => withUsableFormats(edit, held[index]!));
    const before = held.map((edit, index) => withFormatsOf(edit, edits[index]!));
    await this.#host.writeEntries(edits);
    const after = await this.#read(edits);
    const cells = cellCount(edits);
    const sheet = edits[0] ? (parseAddress(edits[0].address)?.sheet ?? null) : null;
    this.#add({ summary: { kind, cells, sheet }, before, written: edits, after, beside });
  }

  /**
   * Puts back what the last change replaced. Does nothing where there is none. Cells that no longer hold what it wrote
   * stay as they are; it rejects with words about them then, after the others were put back: with PartlyDone where
   * there were others. onArea: told of each area before it is written, so that what was known of its cells can be
   * forgotten.
   */
  async undo(onArea: (address: string) => void): Promise<void> {
    const last = this.#past.at(-1);
    if (!last) return;
    const forget = () => this.#set(this.#past.filter((each) => each !== last));
    const { sheet } = last.summary;
    // Else nothing that was done before could be taken back either.
    if (sheet !== null && !(await this.#host.hasSheet(sheet))) {
      forget();
      throw new Error(MESSAGES.sheetGone(sheet));
    }
    if ("takeBack" in last) {
      await last.takeBack();
      forget();
      return;
    }
    const now = await this.#read(last.before);
    if (last.beside !== null && (await (await rowsBeside()).haveMoved(this.#host, last.beside))) {
      forget();
      throw new Error(MESSAGES.rowsMoved);
    }
    const edits = last.before.flatMap((edit, index) =>
      unchangedPart(withTextFormatsOf(now[index]!, edit), now[index]!, [
        last.written[index]!,
        last.after[index]!,
      ]),
    );
    for (const { address } of edits) onArea(address);
    if (edits.length > 0) await this.#host.writeEntries(edits);
    forget();
    const left = last.summary.cells - cellCount(edits);
    if (left > 0) throw leftAlone(MESSAGES.changedSince(left), edits.length > 0);
  }

  /** Forgets all changes: another workbook was opened. */
  clear(): void {
    this.#set([]);
  }

  #read(areas: readonly SheetEdit[]): Promise<readonly SheetEdit[]> {
    return this.#host.readEntries(areas.map(({ address }) => address));
  }

  #add(done: PastEdit | PastDeed): void {
    this.#set([...this.#past.slice(1 - HISTORY_LIMIT), done]);
  }

  #set(past: readonly (PastEdit | PastDeed)[]): void {
    this.#past = past;
    this.#onChange(past.at(-1)?.summary ?? null);
  }
}

/** A script of its own: formulas have no use for it. */
export const rowsBeside = () => import("./rows-beside.ts");

const holdsFormula = ({ entries }: SheetEdit): boolean => entries.flat().some((entry) => "formula" in entry);

const isText = (format: string | undefined): boolean => format !== undefined && isTextFormat(format);

/** An edit of the same cells, each entry made of its own and of the other's. */
function merged(
  { address, entries }: SheetEdit,
  other: SheetEdit,
  entryOf: (own: CellEntry, other: CellEntry) => CellEntry,
): SheetEdit {
  return {
    address,
    entries: entries.map((cells, row) =>
      cells.map((own, column) => entryOf(own, other.entries[row]![column]!)),
    ),
  };
}

/**
 * An edit that names the format of cells of format Text: General where they would keep what they take as a text, and
 * Text, which hosts write texts for. held: what they hold.
 */
const withUsableFormats = (edit: SheetEdit, held: SheetEdit): SheetEdit =>
  merged(edit, held, (entry, { format }) => {
    if (!isText(format) || formatOfEntry(entry) !== undefined) return entry;
    return { ...entry, format: fitsTextFormat(entry) ? format! : GENERAL };
  });

/**
 * An edit that keeps the format Text where cells have it: named, it makes no texts of formulas and numbers, and others
 * of no texts.
 */
const withTextFormatsOf = (held: SheetEdit, edit: SheetEdit): SheetEdit =>
  merged(edit, held, (entry, { format }) => (isText(format) ? { format: format!, ...entry } : entry));

/** What stood in cells, with their number formats where the edit writes others. */
const withFormatsOf = (held: SheetEdit, edit: SheetEdit): SheetEdit =>
  merged(held, edit, ({ format = GENERAL, ...typed }, written) =>
    formatOfEntry(written) === undefined ? typed : { ...typed, format },
  );

/** The entries of an edit for those cells that hold now what was put there. */
const unchangedPart = (edit: SheetEdit, now: SheetEdit, put: readonly SheetEdit[]): readonly SheetEdit[] =>
  partOf(edit, (row, column) =>
    put.some(({ entries }) => isSame(entries[row]![column]!, now.entries[row]![column]!)),
  );

const cellCount = (edits: readonly SheetEdit[]): number =>
  edits.reduce((sum, { entries }) => sum + entries.flat().length, 0);

/** The entries of an edit for some of its cells: all in one, or cell by cell. */
function partOf(edit: SheetEdit, isIn: (row: number, column: number) => boolean): readonly SheetEdit[] {
  const place = parseAddress(edit.address)!;
  const cells = edit.entries.flatMap((entries, row) =>
    entries.flatMap((entry, column): SheetEdit[] =>
      isIn(row, column) ? [{ address: formatAddress(cellOf(place, row, column)), entries: [[entry]] }] : [],
    ),
  );
  return cells.length === edit.entries.flat().length ? [edit] : joinedEdits(cells);
}

function isSame(one: CellEntry, other: CellEntry): boolean {
  if ("formula" in one || "formula" in other) {
    return "formula" in one && "formula" in other && one.formula === other.formula;
  }
  // Hosts may give an empty text as nothing.
  return isSameValue(one.value ?? "", other.value ?? "");
}
