import type { Product } from "../product.ts";

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
      const { unsureBelow } = product.state.getState().settings;
      if (!(await product.cells.showUnsure(unsureBelow))) await showPane();
    },
  };
}
