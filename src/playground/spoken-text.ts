import type { Product } from "../app/product.ts";
import type { SelectionState } from "../app/state.ts";
import { callsOurs } from "../core/formula-calls.ts";
import { withoutSheet } from "../taskpane/without-sheet.ts";
import { MESSAGES } from "./messages.ts";

/** What screen readers are told of the selected cell: what it shows, or that its answer is still to come. */
export async function spokenText(
  product: Pick<Product, "readCell" | "readFormula" | "state">,
  selection: SelectionState,
): Promise<string> {
  const { address } = selection;
  const value = await product.readCell(address);
  if (value !== null && value !== "") return MESSAGES.cell(withoutSheet(address), String(value));
  const isWaiting = await waits(product, selection);
  return MESSAGES.cell(withoutSheet(address), isWaiting ? MESSAGES.waitingCell : MESSAGES.emptyCell);
}

async function waits(
  product: Pick<Product, "readFormula" | "state">,
  { address, trace }: SelectionState,
): Promise<boolean> {
  if (trace !== null) {
    return "answer" in trace && (trace.answer.status === "queued" || trace.answer.status === "running");
  }
  // Until the model is there nothing is known of the cell but its formula.
  const { queued, running } = product.state.getState().work;
  return queued + running > 0 && callsOurs((await product.readFormula(address)) ?? "");
}
