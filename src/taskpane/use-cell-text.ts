import { useEffect, useState } from "react";
import type { SelectionState } from "../app/state.ts";
import { wordsOf } from "../app/words-of.ts";
import { useApp, usePane } from "./use-pane.ts";

/** What the selected cell holds where it is no answer of ours; null until it is read. */
export function useCellText(selection: SelectionState | null): string | null {
  const { product } = usePane();
  const lastEdit = useApp((state) => state.undo);
  const [read, setRead] = useState<{ readonly of: SelectionState; readonly text: string } | null>(null);
  useEffect(() => {
    if (selection === null || selection.trace !== null) return;
    let isCurrent = true;
    product.readCell(selection.address).then(
      (value) => {
        if (isCurrent) setRead({ of: selection, text: String(value ?? "") });
      },
      (error: unknown) => product.report(wordsOf(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [product, selection, lastEdit]);
  return read !== null && read.of === selection ? read.text : null;
}
