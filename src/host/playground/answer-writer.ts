import type { ICellData, ICommandService } from "@univerjs/core";
import { SetRangeValuesMutation } from "@univerjs/preset-sheets-core";
import { CellError } from "../../core/errors/cell-error.ts";
import type { GridAnswers } from "./grid-function.ts";
import type { CellPlace, JobTable } from "./job-table.ts";
import type { UniverHints } from "./univer-hints.ts";
import { answerCell, errorMessages } from "./univer-values.ts";

export interface AnswerWriterParts {
  readonly commands: Pick<ICommandService, "syncExecuteCommand">;
  readonly jobs: JobTable<GridAnswers>;
  readonly hints: UniverHints;
  unitId(): string;
  /** Whether the cell's formula is one call of ours and fills no cell besides. */
  isOneCall(place: CellPlace): boolean;
  /** Whether the cell has a number format of its own. */
  isFormatted(place: CellPlace): boolean;
}

export interface Delivery {
  readonly written: readonly CellPlace[];
  readonly left: readonly CellPlace[];
}

/**
 * Puts answers into their cells without the formula engine, which goes through all formulas of the workbook for each of
 * its runs: with thousands of them it would do nothing else while answers come.
 */
export class AnswerWriter {
  readonly #parts: AnswerWriterParts;

  constructor(parts: AnswerWriterParts) {
    this.#parts = parts;
  }

  /** Writes what can be written; the others are left for the formula engine to calculate. */
  write(places: readonly CellPlace[]): Delivery {
    const { commands, hints, unitId } = this.#parts;
    const sheets = new Map<string, Record<number, Record<number, ICellData>>>();
    const written: CellPlace[] = [];
    const left: CellPlace[] = [];
    for (const place of places) {
      const answer = this.#answer(place);
      if (answer === null) {
        left.push(place);
        continue;
      }
      written.push(place);
      hints.set(place, answer.messages);
      const rows = sheets.get(place.sheetId) ?? {};
      sheets.set(place.sheetId, rows);
      (rows[place.row] ??= {})[place.column] = answer.cell;
    }
    for (const [subUnitId, cellValue] of sheets) {
      const params = { unitId: unitId(), subUnitId, cellValue };
      // As the engine writes its own results: no edit, and nothing to calculate.
      commands.syncExecuteCommand(SetRangeValuesMutation.id, params, { onlyLocal: true, fromFormula: true });
    }
    return { written, left };
  }

  /** What a cell is to show; null where that is for the formula engine to find out. */
  #answer(place: CellPlace): { cell: ICellData; messages: ReadonlyMap<string, string> } | null {
    const { jobs, isOneCall, isFormatted } = this.#parts;
    const state = jobs.outcome(place);
    if (state === null || state.status === "running" || !isOneCall(place)) return null;
    if (state.status === "failed" && !(state.error instanceof CellError)) return null;
    const answers = state.status === "done" ? state.result : [[state.error as CellError]];
    const only = answers.length === 1 && answers[0]?.length === 1 ? answers[0][0] : undefined;
    if (only === undefined) return null;
    return { cell: answerCell(only, () => isFormatted(place)), messages: errorMessages(answers) };
  }
}
