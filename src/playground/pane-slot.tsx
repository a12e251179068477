import { Spinner } from "@fluentui/react-components";
import type { ComponentType } from "react";
import { lazy, Suspense, useState } from "react";
import type { Product } from "../app/product.ts";
import { MESSAGES } from "./messages.ts";

export interface PaneProps {
  readonly product: Product;
  readonly hostKind: "playground";
}

export type LoadPane = () => Promise<ComponentType<PaneProps>>;

/** The task pane, the same as in Excel, loaded once the grid stands. */
export function PaneSlot({ load, product }: { readonly load: LoadPane; readonly product: Product }) {
  const [Pane] = useState(() => lazy(async () => ({ default: await load() })));
  return (
    <Suspense fallback={<Spinner size="small" label={MESSAGES.loadingPane} />}>
      <Pane product={product} hostKind="playground" />
    </Suspense>
  );
}
