import { useEffect, useState } from "react";
import type { SelectionState } from "../app/state.ts";
import { usePane } from "./use-pane.ts";

/** Whether the selected cell holds a formula of ours of which nothing is known yet; false until it is read. */
export function useHoldsFormula(selection: SelectionState | null): boolean {
  const { product } = usePane();
  const [found, setFound] = useState<SelectionState | null>(null);
  useEffect(() => {
    if (selection === null || selection.trace !== null) return;
    let isCurrent = true;
    product.holdsFormula(selection.address).then(
      (holds) => {
        if (isCurrent && holds) setFound(selection);
      },
      (error: unknown) => product.report(String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [product, selection]);
  return selection !== null && found === selection;
}
