import { isBlank, isSameValue } from "../../core/examples/cell-value.ts";
import type { KeptAnswer } from "../../core/kept/kept-answer.ts";
import type { Settings } from "../../core/options/settings.ts";
import { cellOf, formatAddress, parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import type { KeptAnswers } from "./kept-answers.ts";
import type { KeptCell } from "./kept-cells.ts";
import type { TraceBook } from "./trace-book.ts";

/** Cells of a column further apart are read one by one, rather than with all that lies between. */
const GAP_ROWS = 200;

/** Hosts that were just opened take a while until cells show what the file has for them. */
const LOOK_AGAIN_MS = [200, 500, 1_000, 2_000, 4_000, 8_000];

export interface ShownAnswersParts {
  readonly host: Pick<SpreadsheetHost, "readArea">;
  readonly kept: KeptAnswers;
  readonly traces: TraceBook;
  readonly settings: () => Settings;
}

/** Brings what is known of cells into line with what they show. */
export class ShownAnswers {
  readonly #parts: ShownAnswersParts;
  /** Aborts when another workbook is recalled. */
  #recalling = new AbortController();

  constructor(parts: ShownAnswersParts) {
    this.#parts = parts;
  }

  /**
   * Takes up the answers that the sheet shows and the workbook has kept, so that they can be looked through without a run;
   * cells that hold something else by now are forgotten. Never rejects.
   */
  async recall(): Promise<void> {
    this.close();
    const { signal } = (this.#recalling = new AbortController());
    for (const pause of LOOK_AGAIN_MS) {
      const cells = await this.#look();
      if (signal.aborted) return;
      for (const cell of cells) this.#take(cell);
      if (!cells.some(({ answer, isBlank }) => answer && isBlank)) break;
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (signal.aborted) return;
    }
    await this.forgetGone();
  }

  /** Forgets cells that hold something else by now. Never rejects. */
  async forgetGone(): Promise<void> {
    const { kept } = this.#parts;
    const gone = (await this.#look()).filter(({ isThere }) => !isThere);
    // An empty cell may be where the last row stood before one above was deleted.
    kept.leave(gone.filter(({ isBlank }) => isBlank));
    kept.forget(gone.filter(({ isBlank }) => !isBlank));
    kept.count();
  }

  /** Ends a recall that runs. */
  close(): void {
    this.#recalling.abort();
  }

  #take({ address, answer, isShown }: ShownCell): void {
    const { traces, settings } = this.#parts;
    if (!answer || !isShown || traces.find(address)) return;
    const { value, confidence, model } = answer;
    traces.writeKept(address, { value, confidence, model }, { settings: settings(), own: {} });
  }

  async #look(): Promise<readonly ShownCell[]> {
    const { host, kept } = this.#parts;
    const cells = kept.cells().flatMap((cell) => {
      const place = parseAddress(cell.address);
      return place?.rows === 1 && place.columns === 1 ? [{ ...cell, place }] : [];
    });
    const looked: ShownCell[] = [];
    for (const stretch of stretchesOf(cells)) {
      const [first, last] = [stretch[0]!.place, stretch.at(-1)!.place];
      const area = formatAddress({ ...first, rows: last.row - first.row + 1 });
      // Hosts refuse sheets that are gone, and Excel much else while it is busy: what is known of the cells stays.
      const block = await host.readArea(area).catch(() => undefined);
      if (block === undefined) continue;
      for (const cell of stretch) {
        const { answer } = cell;
        const row = cell.place.row - first.row;
        const value = block?.values[row]?.[0] ?? null;
        const isShown = answer !== undefined && isSameValue(value, answer.value);
        const isThere = isShown || block?.formulas[row]?.[0] === true;
        looked.push({ ...cell, isShown, isThere, isBlank: isBlank(value) });
      }
    }
    return looked;
  }
}

interface KnownCell extends KeptCell {
  readonly place: RangeAddress;
  readonly answer: KeptAnswer | undefined;
}

interface ShownCell extends KnownCell {
  /** Whether the cell shows this answer. */
  readonly isShown: boolean;
  /** Whether it may still be the cell that asked. */
  readonly isThere: boolean;
  /** Whether it shows nothing, or nothing yet. */
  readonly isBlank: boolean;
}

/** Cells of one column each, from the top, that are read together. */
function stretchesOf(cells: readonly KnownCell[]): readonly (readonly KnownCell[])[] {
  const columns = new Map<string, KnownCell[]>();
  for (const cell of cells) {
    const name = formatAddress(cellOf({ ...cell.place, row: 0 }, 0, 0));
    const known = columns.get(name);
    if (known) known.push(cell);
    else columns.set(name, [cell]);
  }
  return [...columns.values()].flatMap((column) => {
    const stretches: KnownCell[][] = [];
    for (const cell of column.sort((a, b) => a.place.row - b.place.row)) {
      const stretch = stretches.at(-1);
      if (stretch && cell.place.row - stretch.at(-1)!.place.row <= GAP_ROWS) stretch.push(cell);
      else stretches.push([cell]);
    }
    return stretches;
  });
}
