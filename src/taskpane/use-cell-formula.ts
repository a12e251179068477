import { useEffect, useState } from "react";
import type { SelectionState } from "../app/state.ts";
import { wordsOf } from "../app/words-of.ts";
import { usePane } from "./use-pane.ts";

/** The formula of the selected cell where nothing is known of its answer yet; null until it is read. */
export function useCellFormula(selection: SelectionState | null): string | null {
  const { product } = usePane();
  const [read, setRead] = useState<{ readonly of: SelectionState; readonly formula: string | null } | null>(
    null,
  );
  useEffect(() => {
    if (selection === null || selection.trace !== null) return;
    let isCurrent = true;
    product.readFormula(selection.address).then(
      (formula) => {
        if (isCurrent) setRead({ of: selection, formula });
      },
      (error: unknown) => product.report(wordsOf(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [product, selection]);
  return read !== null && read.of === selection ? read.formula : null;
}
