import { isBlank, isSameValue } from "../../core/examples/cell-value.ts";
import type { KeptAnswer } from "../../core/kept/kept-answer.ts";
import { ownOf } from "../../core/kept/kept-settings.ts";
import { mergeSettings, type Settings } from "../../core/options/settings.ts";
import { cellOf, formatAddress, parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import type { KeptAnswers } from "./kept-answers.ts";
import type { KeptCell } from "./kept-cells.ts";
import type { TraceBook } from "./trace-book.ts";
import type { Lessons } from "../teach/lessons.ts";
import { nextTurn } from "./turns.ts";

/** Cells of a column further apart are read one by one, rather than with all that lies between. */
const GAP_ROWS = 200;

/** So many rows are read in one turn: the grid reads while the page waits, and Excel sends all it reads at once. */
const ROWS_AT_ONCE = 1_000;

/**
 * What a host refused is read again after these, each time in stretches half as long: it was busy, or they were too
 * large.
 */
const READ_AGAIN_MS = [500, 2_000, 8_000];

/** Hosts that were just opened take a while until cells show what the file has for them. */
const LOOK_AGAIN_MS = [200, 500, 1_000, 2_000, 4_000, 8_000];

export interface ShownAnswersParts {
  readonly host: Pick<SpreadsheetHost, "readArea" | "hasSheet">;
  readonly kept: KeptAnswers;
  readonly traces: TraceBook;
  readonly lessons: Pick<Lessons, "nameOf">;
  readonly settings: () => Settings;
}

/** Brings what is known of cells into line with what they show. */
export class ShownAnswers {
  readonly #parts: ShownAnswersParts;
  /** Aborts when another workbook is recalled. */
  #recalling = new AbortController();
  /** Aborts when the settings change once more. */
  #weighing = new AbortController();

  constructor(parts: ShownAnswersParts) {
    this.#parts = parts;
  }

  /**
   * Takes up the answers that the sheet shows and the workbook has kept, so that they can be looked through without a
   * run; cells that hold something else by now are forgotten. Each cell is read once, and again only as long as it is
   * empty, or three times where the host refuses to read it. Never rejects.
   */
  async recall(): Promise<void> {
    const { kept, traces } = this.#parts;
    this.close();
    const { signal } = (this.#recalling = new AbortController());
    let empty: ShownCell[] = [];
    let refused = kept.cells();
    let mostRows = ROWS_AT_ONCE;
    for (const [pass, pause] of [0, ...LOOK_AGAIN_MS].entries()) {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      // A host that refuses needs longer than one whose cells are empty yet.
      const isAskedAgain = pass % 2 === 0;
      const cells: readonly KeptCell[] = isAskedAgain ? [...empty, ...refused] : empty;
      if (isAskedAgain && pass > 0 && refused.length > 0) mostRows /= 2;
      const refusedNow: KeptCell[] = [];
      const gone: ShownCell[] = [];
      empty = [];
      for await (const looked of this.#look(cells, signal, refusedNow, mostRows)) {
        for (const cell of looked) {
          this.#take(cell);
          if (cell.answer && cell.isBlank) empty.push(cell);
          else if (!cell.isThere) gone.push(cell);
        }
      }
      if (signal.aborted) return;
      if (gone.length > 0) this.#forget(gone);
      // Of those whose formula ran meanwhile all is known.
      empty = empty.filter(({ address }) => !traces.find(address));
      refused = isAskedAgain ? refusedNow : [...refused, ...refusedNow];
      if (empty.length + refused.length === 0) break;
    }
    this.#forget(empty.filter(({ isThere }) => !isThere));
  }

  /** Forgets cells that would count as asked under other settings and hold something else by now. Never rejects. */
  async forgetGoneUnderOthers(): Promise<void> {
    this.#weighing.abort();
    const { signal } = (this.#weighing = new AbortController());
    await this.#forgetGone(this.#parts.kept.underOtherSettings(), signal);
  }

  /** Forgets cells of these areas that hold something else by now. Never rejects. */
  async forgetGoneIn(areas: readonly string[]): Promise<void> {
    const { kept } = this.#parts;
    await this.#forgetGone(
      areas.flatMap((area) => kept.cellsIn(area)),
      this.#recalling.signal,
    );
  }

  /** Ends what is being looked at. */
  close(): void {
    this.#recalling.abort();
    this.#weighing.abort();
  }

  async #forgetGone(cells: readonly KeptCell[], signal: AbortSignal): Promise<void> {
    const refused = await this.#forgetThoseGone(cells, signal, ROWS_AT_ONCE);
    // Who asked waits for nothing that the host refuses.
    void this.#forgetLater(refused, signal);
  }

  /** Looks again at cells that the host refused to read; what it goes on refusing stays known. */
  async #forgetLater(refused: readonly KeptCell[], signal: AbortSignal): Promise<void> {
    let [left, mostRows] = [refused, ROWS_AT_ONCE];
    for (const pause of READ_AGAIN_MS) {
      if (left.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (signal.aborted) return;
      left = await this.#forgetThoseGone(left, signal, (mostRows /= 2));
    }
  }

  /** Gives the cells that the host refused to read. */
  async #forgetThoseGone(
    cells: readonly KeptCell[],
    signal: AbortSignal,
    mostRows: number,
  ): Promise<readonly KeptCell[]> {
    const gone: ShownCell[] = [];
    const refused: KeptCell[] = [];
    for await (const looked of this.#look(cells, signal, refused, mostRows))
      gone.push(...looked.filter(({ isThere }) => !isThere));
    if (!signal.aborted) this.#forget(gone);
    return refused;
  }

  #forget(gone: readonly ShownCell[]): void {
    const { kept } = this.#parts;
    // An empty cell may be where the last row stood before one above was deleted.
    kept.leave(gone.filter(({ isBlank }) => isBlank));
    kept.forget(gone.filter(({ isBlank }) => !isBlank));
    kept.count();
  }

  #take({ address, answer, isShown }: ShownCell): void {
    const { traces, settings, lessons } = this.#parts;
    if (!answer || !isShown || traces.find(address)) return;
    const { value, confidence, isFitted, model } = answer;
    const stated = ownOf(answer.settings);
    const own = stated.teach === undefined ? stated : { ...stated, teach: lessons.nameOf(stated.teach) };
    const call = { settings: mergeSettings(settings(), own), own };
    traces.writeKept(address, { value, confidence, isFitted, model }, call);
  }

  /**
   * Reads cells, a stretch in each turn of the event loop; the first in one to come. refused: takes those that the host
   * refuses.
   */
  async *#look(
    cells: readonly KeptCell[],
    signal: AbortSignal,
    refused: KeptCell[],
    mostRows: number,
  ): AsyncGenerator<readonly ShownCell[]> {
    for (const stretch of stretchesOf(cells, mostRows)) {
      await nextTurn();
      if (signal.aborted) return;
      const looked = await this.#read(stretch);
      if (signal.aborted) return;
      if (looked === null) refused.push(...stretch);
      else yield looked;
    }
  }

  async #isGone(sheet: string | null): Promise<boolean> {
    return sheet !== null && !(await this.#parts.host.hasSheet(sheet).catch(() => true));
  }

  /** What the cells of a stretch show; null where the host does not say now. */
  async #read(stretch: readonly PlacedCell[]): Promise<readonly ShownCell[] | null> {
    const { host, kept } = this.#parts;
    const [first, last] = [stretch[0]!.place, stretch.at(-1)!.place];
    const area = formatAddress({ ...first, rows: last.row - first.row + 1 });
    const block = await host.readArea(area).catch(() => undefined);
    // Nothing of a sheet that is gone will ever be read: what is known of its cells stays, as it may come back.
    if (block === undefined) return (await this.#isGone(first.sheet)) ? [] : null;
    // What was typed over, frozen or asked anew while others were read is known otherwise.
    const held = stretch.filter((cell) => kept.holds(cell));
    return held.map(({ address, key, place }) => {
      const row = place.row - first.row;
      const value = block?.values[row]?.[0] ?? null;
      const answer = kept.answerOf(key);
      const isShown = answer !== undefined && isSameValue(value, answer.value);
      const isThere = isShown || block?.formulas[row]?.[0] === true;
      return { address, key, answer, isShown, isThere, isBlank: isBlank(value) };
    });
  }
}

interface PlacedCell extends KeptCell {
  readonly place: RangeAddress;
}

interface ShownCell extends KeptCell {
  readonly answer: KeptAnswer | undefined;
  /** Whether the cell shows this answer. */
  readonly isShown: boolean;
  /** Whether it may still be the cell that asked. */
  readonly isThere: boolean;
  /** Whether it shows nothing, or nothing yet. */
  readonly isBlank: boolean;
}

/** Cells of one column each, from the top, that are read together: so many rows at most. */
function stretchesOf(cells: readonly KeptCell[], mostRows: number): readonly (readonly PlacedCell[])[] {
  const columns = new Map<string, PlacedCell[]>();
  for (const { address, key } of cells) {
    const place = parseAddress(address);
    if (place?.rows !== 1 || place.columns !== 1) continue;
    const name = formatAddress(cellOf({ ...place, row: 0 }, 0, 0));
    const known = columns.get(name);
    if (known) known.push({ address, key, place });
    else columns.set(name, [{ address, key, place }]);
  }
  return [...columns.values()].flatMap((column) => {
    const stretches: PlacedCell[][] = [];
    for (const cell of column.sort((a, b) => a.place.row - b.place.row)) {
      const stretch = stretches.at(-1);
      const isNear =
        stretch &&
        cell.place.row - stretch.at(-1)!.place.row <= GAP_ROWS &&
        cell.place.row - stretch[0]!.place.row < mostRows;
      if (isNear) stretch.push(cell);
      else stretches.push([cell]);
    }
    return stretches;
  });
}
