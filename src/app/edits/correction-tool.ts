import type { Corrections } from "../../core/fill/corrections.ts";
import { findCorrections } from "../../core/fill/corrections.ts";
import type { HeaderChoice } from "../../core/examples/examples-around.ts";
import { formatAddress, parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";
import type { SheetEdit, SpreadsheetHost } from "../../host/port.ts";
import { MESSAGES } from "../messages.ts";
import type { EditHistory } from "./edit-history.ts";
import { joinedEdits } from "./joined-edits.ts";

/** Answers typed into a column whose formulas learn from other rows only. */
export interface CorrectionState {
  /** The rows that the formulas learn from, with their sheet. */
  readonly examples: string;
  /** How many typed rows are none of them. */
  readonly typed: number;
  /** How many formulas can learn from them. */
  readonly formulas: number;
}

export interface CorrectionToolParts {
  readonly host: Pick<SpreadsheetHost, "readRegion" | "readEntries">;
  readonly history: EditHistory;
  /** How the workbook has headers found. */
  readonly headers: () => HeaderChoice;
  readonly onChange: (corrections: CorrectionState | null) => void;
}

/**
 * Lets the formulas of a column learn from answers that were typed into it since. A formula that names its examples
 * reads no other cells; on request it is exchanged for one that takes the finished rows around it.
 */
export class CorrectionTool {
  readonly #parts: CorrectionToolParts;
  /** Where something was found. */
  #area: string | null = null;
  #looked = 0;

  constructor(parts: CorrectionToolParts) {
    this.#parts = parts;
  }

  /** Looks at the column of an area; the last call wins. Rejects with the host's error. */
  async look(area: string): Promise<void> {
    const looked = ++this.#looked;
    const found = await this.#find(area);
    if (looked === this.#looked) this.#tell(area, found);
  }

  /**
   * Exchanges the formulas, as one change. Rejects with words where they are no longer there, or with the host's error.
   */
  async use(): Promise<void> {
    const area = this.#area;
    if (area === null) return;
    const found = await this.#find(area);
    if (found === null) {
      this.reset();
      throw new Error(MESSAGES.correctionsGone);
    }
    const { corrections, place } = found;
    const edits = [...corrections.formulas].map(([row, formula]): SheetEdit => ({
      address: formatAddress({ ...place, row }),
      entries: [[{ formula }]],
    }));
    await this.#parts.history.apply("learn", joinedEdits(edits));
    this.reset();
  }

  /** Forgets what was found. */
  reset(): void {
    this.#looked += 1;
    this.#tell("", null);
  }

  async #find(area: string): Promise<Found | null> {
    const { host, headers } = this.#parts;
    const selected = parseAddress(area);
    if (!selected) return null;
    const region = await host.readRegion(area);
    const address = parseAddress(region.address)!;
    const column = selected.column - address.column;
    if (selected.columns > 1 || column < 1 || column >= address.columns) return null;
    // Most selections are of columns that hold no formulas, or nothing else.
    const isMixed = [true, false].every((is) => region.formulas.some((row) => row[column] === is));
    if (!isMixed) return null;
    const cells = { ...address, column: selected.column, columns: 1 };
    const [read] = await host.readEntries([formatAddress(cells)]);
    const formulas = (read?.entries ?? []).map(([entry]) =>
      entry && "formula" in entry ? entry.formula : null,
    );
    const { values, formulas: areFormulas } = region;
    const block = { address, values, formulas: areFormulas };
    const corrections = findCorrections(block, selected.column, formulas, headers());
    return corrections && { corrections, place: { ...cells, rows: 1 } };
  }

  #tell(area: string, found: Found | null): void {
    this.#area = found && area;
    if (found === null) {
      this.#parts.onChange(null);
      return;
    }
    const { examples, typed, formulas } = found.corrections;
    this.#parts.onChange({
      examples: formatAddress({ ...examples, sheet: found.place.sheet }),
      typed,
      formulas: formulas.size,
    });
  }
}

interface Found {
  readonly corrections: Corrections;
  /** The column's first cell. */
  readonly place: RangeAddress;
}
