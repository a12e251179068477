import type { SheetEdit, SpreadsheetHost } from "../host/port.ts";

/** How many changes can be taken back. */
const HISTORY_LIMIT = 50;

/** What a person had done to the sheet, and to how many cells. */
export interface EditSummary {
  readonly kind: "fill" | "freeze" | "unfreeze" | "accept" | "correct";
  readonly cells: number;
}

interface PastEdit {
  readonly summary: EditSummary;
  readonly before: readonly SheetEdit[];
}

/** Writes to the sheet on a person's request, and can put back what stood there before. */
export class EditHistory {
  readonly #host: Pick<SpreadsheetHost, "readEntries" | "writeEntries">;
  readonly #onChange: (last: EditSummary | null) => void;
  #past: readonly PastEdit[] = [];

  /** onChange: told which change `undo` would take back; null for none. */
  constructor(
    host: Pick<SpreadsheetHost, "readEntries" | "writeEntries">,
    onChange: (last: EditSummary | null) => void,
  ) {
    this.#host = host;
    this.#onChange = onChange;
  }

  /** Rejects with the host's error when the sheet did not take the change. */
  async apply(kind: EditSummary["kind"], edits: readonly SheetEdit[]): Promise<void> {
    const before = await Promise.all(edits.map(({ address }) => this.#host.readEntries(address)));
    await this.#host.writeEntries(edits);
    const cells = edits.reduce((sum, { entries }) => sum + entries.flat().length, 0);
    this.#set([...this.#past.slice(1 - HISTORY_LIMIT), { summary: { kind, cells }, before }]);
  }

  /**
   * Puts back what the last change replaced. Does nothing where there is none. onArea: told of each area before it is
   * written, so that what was known of its cells can be forgotten.
   */
  async undo(onArea: (address: string) => void): Promise<void> {
    const last = this.#past.at(-1);
    if (!last) return;
    for (const { address } of last.before) onArea(address);
    await this.#host.writeEntries(last.before);
    this.#set(this.#past.filter((each) => each !== last));
  }

  /** Another workbook is open: what was changed in the one before cannot be put back there. */
  clear(): void {
    this.#set([]);
  }

  #set(past: readonly PastEdit[]): void {
    this.#past = past;
    this.#onChange(past.at(-1)?.summary ?? null);
  }
}
