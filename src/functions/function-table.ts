import { alternatives } from "./alternatives.ts";
import { ask } from "./ask.ts";
import { backtest } from "./backtest.ts";
import type { CellFunction } from "./cell-function.ts";
import { check } from "./check.ts";
import { classify } from "./classify.ts";
import { code } from "./code.ts";
import { complete } from "./complete.ts";
import { confidence } from "./confidence.ts";
import { extract } from "./extract.ts";
import { fill } from "./fill.ts";
import { fillas } from "./fillas.ts";
import { format } from "./format.ts";
import { gpt } from "./gpt.ts";
import { list } from "./list.ts";
import { match } from "./match.ts";
import { model } from "./model.ts";
import { prompt } from "./prompt.ts";
import { score } from "./score.ts";
import { similar } from "./similar.ts";
import { summarize } from "./summarize.ts";
import { table } from "./table.ts";
import { tokens } from "./tokens.ts";
import { translate } from "./translate.ts";
import { xray } from "./xray.ts";

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
  match,
  similar,
  ask,
  complete,
  code,
  confidence,
  alternatives,
  check,
  backtest,
  score,
  tokens,
  prompt,
  xray,
  model,
];
