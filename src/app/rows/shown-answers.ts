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

/** Hosts that were just opened take a while until cells show what the file has for them. */
const LOOK_AGAIN_MS = [200, 500, 1_000, 2_000, 4_000, 8_000];

export interface ShownAnswersParts {
  readonly host: Pick<SpreadsheetHost, "readArea">;
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
   * Takes up the answers that the sheet shows and the workbook has kept, so that they can be looked through without a run;
   * cells that hold something else by now are forgotten. Each cell is read once, and again only as long as it is empty.
   * Never rejects.
   */
  async recall(): Promise<void> {
    const { kept, traces } = this.#parts;
    this.close();
    const { signal } = (this.#recalling = new AbortController());
    const gone: ShownCell[] = [];
    let empty: ShownCell[] = [];
    let cells = kept.cells();
    for (const pause of [0, ...LOOK_AGAIN_MS]) {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      empty = [];
      for await (const looked of this.#look(cells, signal)) {
        for (const cell of looked) {
          this.#take(cell);
          if (cell.answer && cell.isBlank) empty.push(cell);
          else if (!cell.isThere) gone.push(cell);
        }
      }
      if (signal.aborted) return;
      // Of those whose formula ran meanwhile all is known.
      cells = empty = empty.filter(({ address }) => !traces.find(address));
      if (empty.length === 0) break;
    }
    this.#forget([...gone, ...empty.filter(({ isThere }) => !isThere)]);
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
    const gone: ShownCell[] = [];
    for await (const looked of this.#look(cells, signal))
      gone.push(...looked.filter(({ isThere }) => !isThere));
    if (!signal.aborted) this.#forget(gone);
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

  /** Reads cells, a stretch in each turn of the event loop; the first in one to come. */
  async *#look(cells: readonly KeptCell[], signal: AbortSignal): AsyncGenerator<readonly ShownCell[]> {
    for (const stretch of stretchesOf(cells)) {
      await nextTurn();
      if (signal.aborted) return;
      const looked = await this.#read(stretch);
      if (signal.aborted) return;
      yield looked;
    }
  }

  async #read(stretch: readonly PlacedCell[]): Promise<readonly ShownCell[]> {
    const { host, kept } = this.#parts;
    const [first, last] = [stretch[0]!.place, stretch.at(-1)!.place];
    const area = formatAddress({ ...first, rows: last.row - first.row + 1 });
    // Hosts refuse sheets that are gone, and Excel much else while it is busy: what is known of the cells stays.
    const block = await host.readArea(area).catch(() => undefined);
    if (block === undefined) return [];
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

/** Cells of one column each, from the top, that are read together. */
function stretchesOf(cells: readonly KeptCell[]): readonly (readonly PlacedCell[])[] {
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
        cell.place.row - stretch[0]!.place.row < ROWS_AT_ONCE;
      if (isNear) stretch.push(cell);
      else stretches.push([cell]);
    }
    return stretches;
  });
}
