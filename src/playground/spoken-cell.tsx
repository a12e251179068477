import { makeStyles } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Product } from "../app/product.ts";
import { wordsOf } from "../app/words-of.ts";
import { spokenText } from "./spoken-text.ts";

/** Cells that are passed on the way to another are not read out. */
const SETTLE_MS = 150;

const useStyles = makeStyles({
  heard: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

/**
 * Tells screen readers which cell is selected and what it shows: the grid is drawn, so that there is nothing for them
 * to read.
 */
export function SpokenCell({ product }: { readonly product: Product }) {
  const styles = useStyles();
  const selection = useStore(product.state, (state) => state.selection);
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    if (selection === null) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      spokenText(product, selection).then(
        (text) => {
          if (isCurrent) setSpoken(text);
        },
        (error: unknown) => product.report(wordsOf(error)),
      );
    }, SETTLE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [product, selection]);
  return (
    <span role="status" className={styles.heard}>
      {spoken}
    </span>
  );
}
