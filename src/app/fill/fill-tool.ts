import { CellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { isTextFormat } from "../../core/examples/date-format.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import type { Block } from "../../core/examples/examples-around.ts";
import { fillFormula } from "../../core/fill/fill-formula.ts";
import type { FillPlan } from "../../core/fill/fill-plan.ts";
import { inputTexts } from "../../core/fill/fill-plan.ts";
import { answerColumn, isSamePlan, rowsNow, stillFillable } from "../../core/fill/still-fillable.ts";
import type { Settings } from "../../core/options/settings.ts";
import { formatAddress } from "../../core/ranges/a1.ts";
import type { CellEntry, SheetEdit, SpreadsheetHost } from "../../host/port.ts";
import type { EditHistory } from "../edits/edit-history.ts";
import { leftAlone } from "../edits/partly-done.ts";
import { MESSAGES } from "../messages.ts";
import type { Answers, GptCall } from "../product.ts";
import { toCellError } from "../calls/to-cell-error.ts";
import { PREVIEW_ROWS, runPreview } from "./fill-preview.ts";
import type { FillState, FillWish } from "./fill-state.ts";
import { blockOf, callOf, columnOf, findFill, type FoundFill, stretches } from "./find-fill.ts";
import type { AskRow } from "./row-asker.ts";

export interface FillToolParts {
  readonly host: Pick<SpreadsheetHost, "readArea" | "readRegion" | "readEntries">;
  readonly history: EditHistory;
  /** Told of each area before formulas are written: what its cells asked before is not what they ask now. */
  readonly forgetCells: (area: string) => void;
  /** Told of each area before answers are written as values: they ask no more, and how they came about stays known. */
  readonly forgetQuestions: (area: string) => void;
  readonly ask: AskRow;
  /** Answers a call as a formula would be, so that its rows show as work. */
  readonly gpt: (call: GptCall) => Promise<Answers>;
  readonly settings: () => Settings;
  readonly onChange: (fill: FillState) => void;
}

/** Rows that may have been inserted while values were made. */
const MOST_INSERTED = 100;

const AS_FOUND: FillWish = { hasNames: null, isClosed: null };

/** Fills a column without a formula being typed: proposes, shows the first answers, writes. */
export class FillTool {
  readonly #parts: FillToolParts;
  #proposed: FoundFill | null = null;
  #running = new AbortController();
  #asked = 0;
  /** What a person wants of the column in which it was asked for. */
  #wish: { readonly column: string | null; readonly wish: FillWish } = { column: null, wish: AS_FOUND };
  /** What was told last. */
  #told: FillState = { status: "none", reason: null };
  /** Workbooks that were opened. */
  #opened = 0;

  constructor(parts: FillToolParts) {
    this.#parts = parts;
  }

  /** Looks what could be filled at this area; the last call wins. Rejects with the host's error. */
  async propose(area: string): Promise<void> {
    this.#running.abort();
    const asked = ++this.#asked;
    const found = await findFill(area, {
      host: this.#parts.host,
      workbook: this.#parts.settings(),
      wishFor: (column) => this.#wishFor(column),
    });
    if (asked !== this.#asked) return;
    this.#proposed = found instanceof CellError ? null : found;
    if (found instanceof CellError) this.#tell({ status: "none", reason: found });
    else this.#tell({ status: "proposed", proposal: found.proposal, preview: null });
  }

  /** Proposes the same column anew, as it is wanted from now on. Rejects with the host's error. */
  async choose(wish: Partial<FillWish>): Promise<void> {
    const proposed = this.#proposed;
    if (!proposed) return;
    const column = columnOf(proposed.block, proposed.plan);
    this.#wish = { column, wish: { ...this.#wishFor(column), ...wish } };
    await this.renew();
  }

  /** Answers the first rows and the examples themselves, without writing anything. */
  async preview(): Promise<void> {
    const proposed = this.#proposed;
    if (!proposed) return;
    const { block, plan, proposal, exampleSet, settings } = proposed;
    const { signal } = this.#restart();
    await runPreview({
      exampleSet,
      settings,
      inputs: plan.rows.slice(0, PREVIEW_ROWS).map((row) => inputTexts(block, plan, row)),
      ask: this.#parts.ask,
      signal,
      onChange: (preview) => this.#tell({ status: "proposed", proposal, preview }),
    });
  }

  /**
   * Writes a formula into each empty cell, as one change. Where the examples are no longer those of the proposal it
   * makes another one. Rejects with words about what it left alone, or with the host's error.
   */
  async writeFormulas(): Promise<void> {
    const proposed = this.#proposed;
    if (!proposed) return;
    const { plan, block, area, answers } = proposed;
    const now = await this.#now(block);
    if (!isSamePlan(plan, block, now)) {
      await this.propose(area);
      throw new Error(MESSAGES.examplesChanged);
    }
    const places = new Map(stillFillable(plan, block, now).map((row) => [row, row]));
    const entry = (row: number): CellEntry => ({ formula: fillFormula(plan, row, answers) });
    await this.#write(proposed, plan.rows, places, this.#parts.forgetCells, entry);
  }

  /**
   * Answers all rows first and then writes the answers as values, to where their inputs stand then. Rows without an
   * answer stay empty. Rejects with words about rows that were changed meanwhile and left alone, where columns are no
   * longer where they were or no finished row is found, or with the host's error.
   */
  async writeValues(): Promise<void> {
    const proposed = this.#proposed;
    if (!proposed) return;
    const { plan, block, proposal, answers: choice } = proposed;
    const { signal } = this.#restart();
    const opened = this.#opened;
    this.#tell({ status: "writing", proposal });
    const values = new Map<number, CellValue>();
    try {
      for (const stretch of stretches(plan)) {
        const answers = await this.#parts.gpt({
          ...callOf(block, plan, choice, stretch),
          caller: formatAddress(stretch),
          signal,
        });
        answers.forEach(([answer], index) => {
          if (answer !== undefined && !(answer instanceof CellError)) values.set(stretch.row + index, answer);
        });
      }
    } catch (error) {
      if (toCellError(error).code !== "cancelled") throw error;
    } finally {
      if (opened === this.#opened) this.#tell({ status: "proposed", proposal, preview: null });
    }
    // What was answered for one workbook is nothing to another.
    if (opened !== this.#opened) return;
    if (values.size > 0) {
      const rows = plan.rows.filter((row) => values.has(row));
      const now = await this.#now(block, MOST_INSERTED);
      const column = answerColumn(plan, block, now);
      const isInPlace = column === "here";
      const places = rowsNow({ ...plan, rows }, block, now);
      const moved = isInPlace ? rows.filter((row) => (places.get(row) ?? row) !== row) : rows;
      // What is known of cells from which the answers moved away is of no use there.
      for (const area of stretches({ ...plan, rows: moved })) this.#parts.forgetCells(formatAddress(area));
      if (!isInPlace) {
        this.#settle();
        throw new Error(column === "unknown" ? MESSAGES.finishedRowsGone : MESSAGES.columnsMoved);
      }
      const entry = (row: number): CellEntry => ({ value: values.get(row) ?? null });
      await this.#write(proposed, rows, places, this.#parts.forgetQuestions, entry);
    }
  }

  /**
   * Proposes anew, under settings that have changed since, and shows the first answers again where they were shown: the
   * formulas would not give those of before. Values that are being made stay those that were asked for.
   */
  async renew(): Promise<void> {
    const proposed = this.#proposed;
    if (!proposed || this.#told.status !== "proposed") return;
    const isPreviewed = this.#told.preview !== null;
    await this.propose(proposed.area);
    if (isPreviewed) await this.preview();
  }

  /** Ends what runs for a preview or for values. */
  cancel(): void {
    this.#running.abort();
  }

  /** Forgets what was proposed and ends what runs: another workbook was opened. */
  reset(): void {
    this.cancel();
    this.#asked += 1;
    this.#opened += 1;
    this.#wish = { column: null, wish: AS_FOUND };
    this.#settle();
  }

  #wishFor(column: string): FillWish {
    return this.#wish.column === column ? this.#wish.wish : AS_FOUND;
  }

  /** What stands now where a block was read, and in so many rows below; empty where that is no longer on the sheet. */
  async #now(block: Block, below = 0): Promise<Block> {
    const { address } = block;
    const now = await this.#parts.host.readArea(formatAddress({ ...address, rows: address.rows + below }));
    return now === null ? { ...block, values: [], formulas: [], opaque: [] } : blockOf(now);
  }

  /** Writes those of the rows that can still be filled, each to its place. */
  async #write(
    { plan, exampleSet }: FoundFill,
    rows: readonly number[],
    places: ReadonlyMap<number, number>,
    forget: (area: string) => void,
    entry: (row: number) => CellEntry,
  ): Promise<void> {
    const written = new Map([...places].map(([row, place]) => [place, row]));
    const format = await this.#formatOf(plan, exampleSet);
    const sorted = [...written.keys()].sort((a, b) => a - b);
    const edits = stretches({ ...plan, rows: sorted }).map((area): SheetEdit => ({
      address: formatAddress(area),
      entries: Array.from({ length: area.rows }, (_, index) => [
        inFormat(entry(written.get(area.row + index)!), format),
      ]),
    }));
    for (const { address } of edits) forget(address);
    const filled = edits.length > 0 ? await this.#parts.history.fill(edits) : 0;
    this.#settle();
    const left = rows.length - filled;
    if (left > 0) throw leftAlone(MESSAGES.rowsChanged(left), filled > 0);
  }

  /** Nothing is proposed any more. */
  #settle(): void {
    this.#proposed = null;
    this.#tell({ status: "none", reason: null });
  }

  /**
   * The number format that filled cells take: of the last example, where answers are numbers or dates. One for texts
   * would keep a formula as a text.
   */
  async #formatOf(
    { examples, output }: FillPlan,
    { answerType }: ExampleSet,
  ): Promise<Pick<CellEntry, "format">> {
    const last = { ...examples, row: examples.row + examples.rows - 1, column: output, rows: 1, columns: 1 };
    const [read] = await this.#parts.host.readEntries([formatAddress(last)]);
    const format = read?.entries[0]?.[0]?.format;
    const isLookKept = answerType === "number" || answerType === "date";
    return isLookKept && format !== undefined && !isTextFormat(format) ? { format } : {};
  }

  #restart(): AbortController {
    this.#running.abort();
    this.#running = new AbortController();
    return this.#running;
  }

  #tell(fill: FillState): void {
    this.#told = fill;
    this.#parts.onChange(fill);
  }
}

/** A text is the same in any format, and leaves its cell the one it has. */
const inFormat = (entry: CellEntry, format: Pick<CellEntry, "format">): CellEntry =>
  "value" in entry && typeof entry.value === "string" ? entry : { ...entry, ...format };
