import type { ICellData, Nullable } from "@univerjs/core";
import { CellValueType } from "@univerjs/core";
import type {
  BaseReferenceObject,
  BaseValueObject,
  FunctionVariantType,
  ErrorType,
} from "@univerjs/preset-sheets-core";
import {
  ArrayValueObject,
  BooleanValueObject,
  ERROR_TYPE_SET,
  ErrorValueObject,
  NullValueObject,
  NumberValueObject,
  StringValueObject,
} from "@univerjs/preset-sheets-core";
import { CellError, describe } from "../../core/errors/cell-error.ts";
import { CellDate, numberInFormat } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import type { GridAnswers } from "./grid-function.ts";

/** What Excel shows while a function has not answered. Univer has no such sign; making it an error lets it pass on. */
export const BUSY = "#BUSY!" as ErrorType;
ERROR_TYPE_SET.add(BUSY);

/** An argument as a matrix; an error where the argument itself is one, or where any cell of it is still busy. */
export function argumentValues(
  argument: FunctionVariantType,
): readonly (readonly CellValue[])[] | ErrorValueObject {
  const array = argument.isReferenceObject()
    ? (argument as BaseReferenceObject).toArrayValueObject(false)
    : (argument as BaseValueObject);
  const objects: Nullable<BaseValueObject>[][] = array.isArray()
    ? (array as ArrayValueObject).getArrayValue()
    : [[array]];
  const errors = objects.flat().filter((object) => object?.isError() === true) as ErrorValueObject[];
  const busy = errors.find((error) => error.getErrorType() === BUSY);
  if (busy) return busy;
  if (errors[0] && objects.length === 1 && objects[0]?.length === 1) return errors[0];
  return objects.map((row) => row.map(objectValue));
}

/** Errors among the cells of a range read as empty: a row with one is no example and asks nothing. */
function objectValue(object: Nullable<BaseValueObject>): CellValue {
  if (!object || object.isNull() || object.isError()) return null;
  const value = object.getValue();
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number") return numberInFormat(value, object.getPattern() || null);
  return value === "" ? null : value;
}

/**
 * The answers as the formula engine takes them; a matrix of one cell is a plain value, an empty one an empty cell.
 * isFormatted: whether the formula's cell has a number format of its own, which stays.
 */
export function answerObject(answers: GridAnswers, isFormatted: () => boolean): BaseValueObject {
  const objects = answers.map((row) => row.map((value) => valueObject(value, isFormatted)));
  if (objects.length === 0 || objects[0]?.length === 0) return NullValueObject.create();
  const only = objects.length === 1 && objects[0]?.length === 1 ? objects[0][0] : undefined;
  if (only) return only;
  return ArrayValueObject.create({
    calculateValueList: objects,
    rowCount: objects.length,
    columnCount: objects[0]?.length ?? 0,
    unitId: "",
    sheetId: "",
    row: -1,
    column: -1,
  });
}

/**
 * What a cell holds that shows this answer; as the formula engine writes its results. isFormatted: as `answerObject`
 * has it.
 */
export function answerCell(value: CellValue | CellError, isFormatted: () => boolean): ICellData {
  if (value instanceof CellError) return { v: describe(value).cell, t: CellValueType.STRING };
  if (value === null) return { v: null };
  if (value instanceof CellDate) {
    return { v: value.days, t: CellValueType.NUMBER, ...(isFormatted() ? {} : formatStyle(value.format)) };
  }
  if (typeof value === "number") return { v: value, t: CellValueType.NUMBER };
  if (typeof value === "boolean") return { v: value ? 1 : 0, t: CellValueType.BOOLEAN };
  return { v: value, t: CellValueType.STRING };
}

/** Why cells show errors, by "row,column" counted from the cell that holds the formula. */
export function errorMessages(answers: GridAnswers): Map<string, string> {
  const messages = new Map<string, string>();
  answers.forEach((row, rowIndex) =>
    row.forEach((value, column) => {
      if (value instanceof CellError) messages.set(`${rowIndex},${column}`, describe(value).text);
    }),
  );
  return messages;
}

function valueObject(value: CellValue | CellError, isFormatted: () => boolean): BaseValueObject {
  if (value instanceof CellError) return ErrorValueObject.create(describe(value).cell as ErrorType);
  if (value === null) return NullValueObject.create();
  if (typeof value === "number") return NumberValueObject.create(value);
  if (value instanceof CellDate) {
    return NumberValueObject.create(value.days, isFormatted() ? "" : value.format);
  }
  return typeof value === "boolean" ? BooleanValueObject.create(value) : StringValueObject.create(value);
}

/** What gives a cell a number format beside its other looks. */
export const formatStyle = (pattern: string | null): Pick<ICellData, "s"> => ({
  s: { n: pattern === null ? null : { pattern } },
});

/** A stored cell's value. Univer keeps booleans as 0 and 1 with a type; an error sign reads as empty. */
export function storedValue(cell: Nullable<ICellData>): CellValue {
  const value = cell?.v ?? cell?.p?.body?.dataStream.replace(/\r\n$/, "") ?? null;
  if (value === null || value === "") return null;
  if (cell?.t === CellValueType.BOOLEAN) return value === 1 || value === true || value === "TRUE";
  return isError(value) ? null : value;
}

/** The error sign that a stored cell shows, or null. */
export function storedError(cell: Nullable<ICellData>): string | null {
  const value = cell?.v ?? null;
  return isError(value) ? value : null;
}

const isError = (value: unknown): value is string =>
  typeof value === "string" && ERROR_TYPE_SET.has(value as ErrorType);
