import type { Product } from "./product.ts";

/** Answers below this probability are worth a look. */
export const UNSURE_BELOW = 0.5;

/** What buttons outside the pane do, by the names that the ribbon knows them by. showPane: where its result is seen. */
export function productCommands(
  product: Product,
  showPane: () => Promise<void>,
): Readonly<Record<"fillColumn" | "redoCell" | "freezeCells" | "nextUnsure", () => Promise<void>>> {
  const area = (): string => product.state.getState().selectedArea ?? "";
  return {
    async fillColumn() {
      await product.fill.propose(area());
      await showPane();
    },
    redoCell: () => product.recalculate("selection"),
    freezeCells: () => product.cells.freeze(area()),
    async nextUnsure() {
      if (!(await product.cells.showUnsure(UNSURE_BELOW))) await showPane();
    },
  };
}
