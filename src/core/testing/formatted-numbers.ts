import fc from "fast-check";
import { numberInFormat } from "../examples/cell-date.ts";
import type { CellValue } from "../examples/cell-value.ts";

/** Numbers as hosts give them out of cells with a number format: dates and times where it shows such. */
export const formattedNumber: fc.Arbitrary<CellValue> = fc
  .tuple(
    fc.constantFrom(61, 45_000, 45_000.75, 0.5, 2_958_465.999, -1, 1e300),
    fc.constantFrom("yyyy-mm-dd", "d.m.yyyy hh:mm:ss", "[h]:mm", "0.00"),
  )
  .map(([days, format]) => numberInFormat(days, format));
