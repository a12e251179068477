import { alternatives } from "./alternatives.ts";
import { ask } from "./ask.ts";
import { backtest } from "./backtest.ts";
import type { CellFunction } from "./cell-function.ts";
import { check } from "./check.ts";
import { complete } from "./complete.ts";
import { confidence } from "./confidence.ts";
import { format } from "./format.ts";
import { gpt } from "./gpt.ts";
import { match } from "./match.ts";
import { model } from "./model.ts";
import { prompt } from "./prompt.ts";
import { score } from "./score.ts";
import { similar } from "./similar.ts";
import { tokens } from "./tokens.ts";
import { xray } from "./xray.ts";

/** Every cell function. Excel's metadata, formula help, pages and registration come from this table. */
export const CELL_FUNCTIONS: readonly CellFunction[] = [
  gpt,
  format,
  ask,
  complete,
  match,
  similar,
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
