import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Product } from "../app/product.ts";
import type { AppState } from "../app/state.ts";
import type { PaneState, PaneStore } from "./pane-store.ts";

export interface Pane {
  readonly product: Product;
  readonly store: PaneStore;
}

export const PaneContext = createContext<Pane | null>(null);

/** The product and pane store of the surrounding TaskPane. Throws outside one. */
export function usePane(): Pane {
  const pane = useContext(PaneContext);
  if (pane === null) throw new Error("usePane needs a TaskPane around it.");
  return pane;
}

/** A part of the product's state; the component renders again only when that part changes. */
export function useApp<Part>(select: (state: AppState) => Part): Part {
  return useStore(usePane().product.state, select);
}

/** A part of the pane's own state. */
export function usePaneState<Part>(select: (state: PaneState) => Part): Part {
  return useStore(usePane().store.state, select);
}
