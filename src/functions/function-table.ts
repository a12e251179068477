import { ask } from "./ask.ts";
import type { CellFunction } from "./cell-function.ts";
import { code } from "./code.ts";
import { complete } from "./complete.ts";
import { format } from "./format.ts";
import { gpt } from "./gpt.ts";

/** Every cell function. Excel's metadata, formula help, pages and registration come from this table. */
export const CELL_FUNCTIONS: readonly CellFunction[] = [gpt, format, ask, complete, code];
