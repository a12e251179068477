import type { BaseReferenceObject, BaseValueObject, FunctionVariantType } from "@univerjs/preset-sheets-core";
import { BaseFunction, ErrorType, ErrorValueObject } from "@univerjs/preset-sheets-core";
import { CellError, describe } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { formatAddress } from "../../core/ranges/a1.ts";
import type { GridAnswers, GridFunction } from "./grid-function.ts";
import type { CellPlace, JobTable } from "./job-table.ts";
import { answerObject, argumentValues, BUSY, errorMessages } from "./univer-values.ts";

/** A rectangle on a sheet that a formula was given, zero-based, ends included. */
export interface ArgumentArea {
  readonly sheetId: string;
  readonly startRow: number;
  readonly endRow: number;
  readonly startColumn: number;
  readonly endColumn: number;
}

export interface UniverFunctionCalls {
  /** Null when the workbook was replaced while its formulas were being calculated; nobody reads their values then. */
  sheetName(sheetId: string): string | null;
  readonly jobs: JobTable<GridAnswers>;
  /** Told at the beginning of each evaluation: which areas the cell's formula names. */
  onAsked(place: CellPlace, areas: readonly ArgumentArea[]): void;
  /** Whether the cell has a number format of its own. */
  isFormatted(place: CellPlace): boolean;
  /** Told at its end: the messages behind the cell's errors. */
  onEvaluated(place: CellPlace, messages: ReadonlyMap<string, string>): void;
}

/**
 * A function of ours in Univer's formula engine. It is synchronous there: it gives #BUSY! until its job in the table is
 * done (Univer's own asynchronous functions run one after the other and lose their cell when rows are inserted).
 */
export class UniverFunction extends BaseFunction {
  override needsReferenceObject = true;
  override minParams = 0;
  override maxParams: number;
  readonly #function: GridFunction;
  readonly #calls: UniverFunctionCalls;

  constructor(gridFunction: GridFunction, calls: UniverFunctionCalls) {
    super(gridFunction.name);
    this.maxParams = gridFunction.parameters.length;
    this.#function = gridFunction;
    this.#calls = calls;
  }

  override calculate(...variants: FunctionVariantType[]): BaseValueObject {
    const place = { sheetId: this.subUnitId ?? "", row: this.row, column: this.column };
    if (this.#calls.sheetName(place.sheetId) === null) return ErrorValueObject.create(BUSY);
    const areas = variants.map((variant) => this.#area(variant));
    this.#calls.onAsked(
      place,
      areas.filter((area) => area !== null),
    );
    const parameterAddresses = areas.map((area) => area && this.#address(area));
    const call = JSON.stringify([this.#function.name, parameterAddresses]);
    const args: (readonly (readonly CellValue[])[] | null)[] = [];
    for (const variant of variants) {
      if (variant.isError()) return variant as ErrorValueObject;
      const isOmitted = !variant.isReferenceObject() && (variant as BaseValueObject).isNull();
      const values = isOmitted ? null : argumentValues(variant);
      if (values instanceof ErrorValueObject) {
        if (values.getErrorType() === BUSY) this.#calls.jobs.suspend(place, call);
        return values;
      }
      args.push(values);
    }
    const invocation = {
      address: this.#address({
        ...place,
        startRow: place.row,
        endRow: place.row,
        startColumn: place.column,
        endColumn: place.column,
      }),
      parameterAddresses,
    };
    const key = JSON.stringify([this.#function.name, args, invocation]);
    const run = (signal: AbortSignal) => this.#function.run(args, { ...invocation, signal });
    const state = this.#calls.jobs.evaluate(place, key, run, call);
    let messages = new Map<string, string>();
    let value: BaseValueObject = ErrorValueObject.create(BUSY);
    if (state.status === "done") {
      messages = errorMessages(state.result);
      value = answerObject(state.result, () => this.#calls.isFormatted(place));
    } else if (state.status === "failed") {
      const { error } = state;
      const shown =
        error instanceof CellError ? describe(error) : { cell: ErrorType.VALUE, text: String(error) };
      messages.set("0,0", shown.text);
      value = ErrorValueObject.create(shown.cell as ErrorType);
    }
    this.#calls.onEvaluated(place, messages);
    return value;
  }

  #area(variant: FunctionVariantType): ArgumentArea | null {
    if (!variant.isReferenceObject()) return null;
    const reference = variant as BaseReferenceObject;
    return { sheetId: reference.getSheetId(), ...reference.getRangePosition() };
  }

  #address(area: ArgumentArea): string {
    return formatAddress({
      sheet: this.#calls.sheetName(area.sheetId) ?? "",
      row: area.startRow,
      column: area.startColumn,
      rows: area.endRow - area.startRow + 1,
      columns: area.endColumn - area.startColumn + 1,
    });
  }
}
