import type { ICellData, ICommandService, Nullable, Workbook, Worksheet } from "@univerjs/core";
import type { ISetRangeValuesMutationParams } from "@univerjs/preset-sheets-core";
import {
  SetRangeValuesMutation,
  SetWorksheetColumnCountMutation,
  SetWorksheetRowCountMutation,
} from "@univerjs/preset-sheets-core";
import { type Extent, larger, namedExtents } from "./named-extents.ts";
import type { UniverReader } from "./univer-reader.ts";

export interface SheetRoomParts {
  readonly commands: ICommandService;
  readonly reader: Pick<UniverReader, "formula" | "sheet">;
  workbook(): Workbook;
}

/**
 * Lets sheets grow by what formulas name, as if they had no end: for the formula engine a cell beyond a sheet's end is
 * #NAME?, where it is an empty one in Excel.
 */
export class SheetRoom {
  readonly #parts: SheetRoomParts;

  constructor(parts: SheetRoomParts) {
    this.#parts = parts;
    // Before the engine looks, which it does some time after an edit.
    parts.commands.onCommandExecuted(({ id, params }, options) => {
      if (id !== SetRangeValuesMutation.id || options?.["fromFormula"] === true) return;
      this.#afterEdit(params as ISetRangeValuesMutationParams);
    });
  }

  #afterEdit({ subUnitId, cellValue }: ISetRangeValuesMutationParams): void {
    const own = this.#parts.workbook().getSheetBySheetId(subUnitId);
    if (!own || !cellValue) return;
    const needed = new Map<Worksheet, Extent>();
    for (const formula of this.#farthestFormulas(subUnitId, cellValue)) {
      for (const [name, extent] of namedExtents(formula)) {
        const sheet = name === null ? own : this.#parts.reader.sheet(name);
        if (sheet) needed.set(sheet, larger(needed.get(sheet), extent));
      }
    }
    for (const [sheet, extent] of needed) this.#grow(sheet, extent);
  }

  /**
   * Each formula that was typed. Cells that share one name it by its id, and name cells farther away the farther down
   * and
   * right they stand: the last two stand for all.
   */
  #farthestFormulas(
    sheetId: string,
    cells: NonNullable<ISetRangeValuesMutationParams["cellValue"]>,
  ): string[] {
    const formulas: string[] = [];
    const lowest = new Map<string, readonly [row: number, column: number]>();
    const rightmost = new Map<string, readonly [row: number, column: number]>();
    for (const [row, columns] of Object.entries(cells)) {
      for (const [column, cell] of Object.entries(columns as Record<string, Nullable<ICellData>>)) {
        if (typeof cell?.f === "string") formulas.push(cell.f);
        if (typeof cell?.si !== "string") continue;
        const place = [Number(row), Number(column)] as const;
        if (place[0] >= (lowest.get(cell.si)?.[0] ?? 0)) lowest.set(cell.si, place);
        if (place[1] >= (rightmost.get(cell.si)?.[1] ?? 0)) rightmost.set(cell.si, place);
      }
    }
    for (const [row, column] of [...lowest.values(), ...rightmost.values()])
      formulas.push(this.#parts.reader.formula(sheetId, row, column) ?? "");
    return formulas;
  }

  #grow(sheet: Worksheet, { rows, columns }: Extent): void {
    const { commands, workbook } = this.#parts;
    const target = { unitId: workbook().getUnitId(), subUnitId: sheet.getSheetId() };
    const grow = (id: string, params: object) =>
      commands.syncExecuteCommand(id, { ...target, ...params }, { onlyLocal: true });
    if (rows > sheet.getRowCount()) grow(SetWorksheetRowCountMutation.id, { rowCount: rows });
    if (columns > sheet.getColumnCount()) grow(SetWorksheetColumnCountMutation.id, { columnCount: columns });
  }
}
