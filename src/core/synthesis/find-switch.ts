import type { Example } from "../examples/example-set.ts";
import type { Condition } from "./condition.ts";
import { conditionsFor } from "./condition.ts";
import { findPrograms } from "./find-programs.ts";
import type { Program } from "./program.ts";
import { RowView } from "./row-view.ts";

/** One program for rows for which a condition holds, another for the others. */
export interface Switch {
  readonly condition: Condition;
  readonly yes: Program;
  readonly no: Program;
}

/** Ways of parting the examples that are tried. */
const PARTINGS = 5;
/** Longer rows are not parted, for each way of parting takes two searches. */
const ROW_LIMIT = 250;

/** The simplest switch that reproduces all examples; null where none does. */
export function findSwitch(examples: readonly Example[]): Switch | null {
  if (examples.some(({ inputs }) => inputs.join("").length > ROW_LIMIT)) return null;
  const rows = examples.map(({ inputs }) => new RowView(inputs));
  const partings = new Map<string, Condition>();
  for (const condition of conditionsFor(rows)) {
    const key = rows.map((row) => condition.holds(row)).join();
    if (!partings.has(key)) partings.set(key, condition);
    if (partings.size === PARTINGS) break;
  }
  let best: Switch | null = null;
  let bestCost = Infinity;
  for (const condition of partings.values()) {
    const side = (isYes: boolean) => examples.filter((_, index) => condition.holds(rows[index]!) === isYes);
    const [yes] = findPrograms(side(true));
    const [no] = yes ? findPrograms(side(false)) : [];
    if (!yes || !no) continue;
    const cost = condition.cost + yes.cost + no.cost;
    if (cost >= bestCost) continue;
    best = { condition, yes, no };
    bestCost = cost;
  }
  return best;
}
