import { createRoot } from "react-dom/client";
import type { Product } from "../app/product.ts";
import { OfficeMissing } from "./office-missing.tsx";
import { TaskPane } from "./task-pane.tsx";

/** Draws the pane in Excel, or what to do where there is no Excel. */
export function renderPane(root: HTMLElement, product: Product | null): void {
  createRoot(root).render(
    product === null ? <OfficeMissing playgroundUrl="./" /> : <TaskPane product={product} hostKind="excel" />,
  );
}
