import { ask } from "./ask.ts";
import type { CellFunction } from "./cell-function.ts";
import { classify } from "./classify.ts";
import { complete } from "./complete.ts";
import { extract } from "./extract.ts";
import { fill } from "./fill.ts";
import { fillas } from "./fillas.ts";
import { format } from "./format.ts";
import { gpt } from "./gpt.ts";
import { list } from "./list.ts";
import { summarize } from "./summarize.ts";
import { table } from "./table.ts";
import { translate } from "./translate.ts";

/** Every cell function. Excel's metadata, formula help, pages and registration come from this table. */
export const CELL_FUNCTIONS: readonly CellFunction[] = [
  gpt,
  fill,
  fillas,
  format,
  classify,
  extract,
  translate,
  summarize,
  list,
  table,
  ask,
  complete,
];
