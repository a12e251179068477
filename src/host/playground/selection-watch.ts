import type { Injector, IRange, Workbook, Worksheet } from "@univerjs/core";
import { ICommandService, IUniverInstanceService, UniverInstanceType } from "@univerjs/core";
import type { FUniver } from "@univerjs/core/facade";
import type { ISetSelectionsOperationParams } from "@univerjs/preset-sheets-core";
import { SetSelectionsOperation } from "@univerjs/preset-sheets-core";
import type { UniverReader } from "./univer-reader.ts";

/** Tells what is selected in the grid whenever that changes. */
export class SelectionWatch {
  readonly #reader: UniverReader;
  readonly #listeners = new Set<(address: string | null) => void>();

  constructor(api: FUniver, injector: Injector, reader: UniverReader) {
    this.#reader = reader;
    api.addEvent(api.Event.SelectionChanged, ({ worksheet, selections }) =>
      this.#tell(worksheet.getSheet(), selections.at(-1)),
    );
    // The event leaves out the first selection in a workbook that has just been opened.
    injector.get(ICommandService).onCommandExecuted(({ id, params }) => {
      if (id !== SetSelectionsOperation.id) return;
      const { unitId, subUnitId, selections } = params as ISetSelectionsOperationParams;
      const instances = injector.get(IUniverInstanceService);
      // There is none while one workbook is replaced by another.
      const workbook = instances.getUnit<Workbook>(unitId, UniverInstanceType.UNIVER_SHEET);
      const sheet = workbook?.getSheetBySheetId(subUnitId);
      if (sheet) this.#tell(sheet, selections.at(-1)?.range);
    });
  }

  /** Gives the function that ends the telling. */
  onChange(listener: (address: string | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(sheet: Worksheet, range: IRange | undefined): void {
    const address = range ? this.#reader.address(sheet, range) : null;
    for (const listener of this.#listeners) listener(address);
  }
}
