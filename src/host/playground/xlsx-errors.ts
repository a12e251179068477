/** Errors as cells show them, by the numbers that the spreadsheet library has for them ([MS-XLS] 2.5.10, BErr). */
const ERRORS: ReadonlyMap<number, string> = new Map([
  [0x00, "#NULL!"],
  [0x07, "#DIV/0!"],
  [0x0f, "#VALUE!"],
  [0x17, "#REF!"],
  [0x1d, "#NAME?"],
  [0x24, "#NUM!"],
  [0x2a, "#N/A"],
]);
const CODES: ReadonlyMap<string, number> = new Map([...ERRORS].map(([code, error]) => [error, code]));

/** The error of a number, or null where files know no such one. */
export const errorOfCode = (code: unknown): string | null => ERRORS.get(code as number) ?? null;

/** Its number, or null where files know none for it. */
export const codeOfError = (error: string): number | null => CODES.get(error) ?? null;
