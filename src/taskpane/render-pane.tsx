import { createRoot } from "react-dom/client";
import type { Product } from "../app/product.ts";
import { OfficeMissing } from "./office-missing.tsx";
import { OwnStyles } from "./own-styles.tsx";
import { TaskPane } from "./task-pane.tsx";
import type { ColorScheme } from "./use-color-scheme.ts";

/** Draws the pane in Excel, or what to do where there is no Excel. scheme: Excel's; left out or null, the system's. */
export function renderPane(
  root: HTMLElement,
  product: Product | null,
  scheme: ColorScheme | null = null,
): void {
  createRoot(root).render(
    <OwnStyles>
      {product === null ? (
        <OfficeMissing playgroundUrl="./" />
      ) : (
        <TaskPane product={product} hostKind="excel" scheme={scheme ?? "system"} />
      )}
    </OwnStyles>,
  );
}
