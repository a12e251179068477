import { CellError, cellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { answerRuleFor } from "../../core/answers/answer-rule-for.ts";
import { isTextFormat } from "../../core/examples/date-format.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import type { Block } from "../../core/examples/examples-around.ts";
import { areApps } from "../../core/apps/code-text.ts";
import { appFormula, fillFormula, inputOf, isHeaderNamed, NO_HEADERS } from "../../core/fill/fill-formula.ts";
import type { FillPlan } from "../../core/fill/fill-plan.ts";
import { inputTexts, planFill } from "../../core/fill/fill-plan.ts";
import { isSamePlan, stillFillable } from "../../core/fill/still-fillable.ts";
import type { Settings } from "../../core/options/settings.ts";
import { formatAddress, parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";
import type { CellEntry, SheetBlock, SheetEdit, SpreadsheetHost } from "../../host/port.ts";
import { callSettings } from "../calls/call-options.ts";
import type { EditHistory } from "../edits/edit-history.ts";
import { leftAlone } from "../edits/partly-done.ts";
import { gptRows } from "../calls/gpt-call.ts";
import { MESSAGES } from "../messages.ts";
import type { Answers, Argument, GptCall } from "../product.ts";
import { toCellError } from "../calls/to-cell-error.ts";
import { PREVIEW_ROWS, runPreview } from "./fill-preview.ts";
import type { FillProposal, FillState } from "./fill-state.ts";
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

/** A plan, and what it was made from. */
interface Proposed {
  /** Where it was asked for. */
  readonly area: string;
  readonly block: Block;
  readonly plan: FillPlan;
  readonly exampleSet: ExampleSet;
  readonly settings: Settings;
  readonly proposal: FillProposal;
}

/** Fills a column without a formula being typed: proposes, shows the first answers, writes. */
export class FillTool {
  readonly #parts: FillToolParts;
  #proposed: Proposed | null = null;
  #running = new AbortController();
  #asked = 0;
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
    const found = await this.#plan(area);
    if (asked !== this.#asked) return;
    this.#proposed = found instanceof CellError ? null : found;
    if (found instanceof CellError) this.#tell({ status: "none", reason: found });
    else this.#tell({ status: "proposed", proposal: found.proposal, preview: null });
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
    const { plan, block, area } = proposed;
    const now = await this.#now(block);
    if (!isSamePlan(plan, block, now)) {
      await this.propose(area);
      throw new Error(MESSAGES.examplesChanged);
    }
    const { forgetCells } = this.#parts;
    await this.#write(proposed, now, plan.rows, forgetCells, (row) => ({ formula: fillFormula(plan, row) }));
  }

  /**
   * Answers all rows first and then writes the answers as values. Rows without an answer stay empty. Rejects with words
   * about rows that were changed meanwhile and left alone, or with the host's error.
   */
  async writeValues(): Promise<void> {
    const proposed = this.#proposed;
    if (!proposed) return;
    const { plan, block, proposal } = proposed;
    const { signal } = this.#restart();
    const opened = this.#opened;
    this.#tell({ status: "writing", proposal });
    const values = new Map<number, CellValue>();
    try {
      for (const stretch of stretches(plan)) {
        const answers = await this.#parts.gpt({
          ...callOf(block, plan, stretch),
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
      await this.#write(proposed, await this.#now(block), rows, this.#parts.forgetQuestions, (row) => ({
        value: values.get(row) ?? null,
      }));
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
    this.#proposed = null;
    this.#tell({ status: "none", reason: null });
  }

  async #plan(area: string): Promise<Proposed | CellError> {
    const selection = parseAddress(area);
    if (!selection) return cellError("fillNoInput");
    const block = blockOf(await this.#parts.host.readRegion(area));
    const plan = planFill(block, selection);
    if (plan instanceof CellError) return plan;
    const first = stretches(plan)[0]!;
    const call = callOf(block, plan, { ...first, rows: 1 });
    try {
      const settings = callSettings(this.#parts.settings(), call.options);
      const rows = { ...call, caller: null };
      const { exampleSet } = await gptRows(rows, settings.headers, this.#parts.host);
      // Cut off after the few words of an answer, code is of no use.
      if (areApps(exampleSet.examples.map(({ output }) => output))) {
        return cellError("fillApps", { formula: appFormula(plan, plan.rows[0]!) });
      }
      return { area, block, plan, exampleSet, settings, proposal: proposalOf(plan, exampleSet, settings) };
    } catch (error) {
      if (error instanceof CellError) return error;
      throw error;
    }
  }

  /** What stands now where a block was read; empty where that is no longer on the sheet. */
  async #now(block: Block): Promise<Block> {
    const now = await this.#parts.host.readArea(formatAddress(block.address));
    return now === null ? { ...block, values: [], formulas: [], opaque: [] } : blockOf(now);
  }

  /** Writes the rows that can still be filled as proposed. */
  async #write(
    { plan, block, exampleSet }: Proposed,
    now: Block,
    rows: readonly number[],
    forget: (area: string) => void,
    entry: (row: number) => CellEntry,
  ): Promise<void> {
    const written = stillFillable({ ...plan, rows }, block, now);
    const format = await this.#formatOf(plan, exampleSet);
    const edits = stretches({ ...plan, rows: written }).map((area): SheetEdit => ({
      address: formatAddress(area),
      entries: Array.from({ length: area.rows }, (_, index) => [inFormat(entry(area.row + index), format)]),
    }));
    for (const { address } of edits) forget(address);
    if (edits.length > 0) await this.#parts.history.apply("fill", edits);
    this.#proposed = null;
    this.#tell({ status: "none", reason: null });
    const left = rows.length - written.length;
    if (left > 0) throw leftAlone(MESSAGES.rowsChanged(left), written.length > 0);
  }

  /**
   * The number format that filled cells take: of the last example, where answers are numbers or dates. One for texts would keep
   * a formula as a text.
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

const blockOf = ({ address, ...cells }: SheetBlock): Block => ({ address: parseAddress(address)!, ...cells });

/** A text is the same in any format, and leaves its cell the one it has. */
const inFormat = (entry: CellEntry, format: Pick<CellEntry, "format">): CellEntry =>
  "value" in entry && typeof entry.value === "string" ? entry : { ...entry, ...format };

/** The cells to fill as areas of one column, each without a gap. */
function stretches({ rows, output, examples }: FillPlan): readonly RangeAddress[] {
  const areas: RangeAddress[] = [];
  for (const row of rows) {
    const last = areas.at(-1);
    if (last && last.row + last.rows === row) areas[areas.length - 1] = { ...last, rows: last.rows + 1 };
    else areas.push({ sheet: examples.sheet, row, column: output, rows: 1, columns: 1 });
  }
  return areas;
}

/** The arguments of the formula that would fill these cells in one go. */
function callOf(block: Block, plan: FillPlan, outputs: RangeAddress): Omit<GptCall, "caller" | "signal"> {
  const { header, isHeaderRefused, examples } = plan;
  const input = { ...inputOf(plan, outputs.row), rows: outputs.rows };
  return {
    examplesOrInput: argumentOf(block, examples),
    input: argumentOf(block, input),
    headers: header && isHeaderNamed(plan) ? argumentOf(block, header) : null,
    options: isHeaderRefused ? { values: [[NO_HEADERS]], address: null } : null,
  };
}

function argumentOf({ address, values }: Block, area: RangeAddress): Argument {
  const column = area.column - address.column;
  const rows = values.slice(area.row - address.row, area.row - address.row + area.rows);
  return {
    values: rows.map((row) => row.slice(column, column + area.columns)),
    address: formatAddress(area),
  };
}

function proposalOf(plan: FillPlan, exampleSet: ExampleSet, settings: Settings): FillProposal {
  const { headers, answerType } = exampleSet;
  const { allowed } = answerRuleFor(exampleSet, settings).rule;
  const { examples, exampleCount, header, rows, output } = plan;
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const outputs = { sheet: examples.sheet, row: first, column: output, rows: last - first + 1, columns: 1 };
  return {
    examples: formatAddress(examples),
    exampleCount,
    header: header && formatAddress(header),
    names: headers,
    outputs: formatAddress(outputs),
    rows: rows.length,
    answerType,
    labels: allowed?.kind === "texts" ? allowed.texts : [],
    formula: fillFormula(plan, first),
  };
}
