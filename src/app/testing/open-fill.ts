import type { CellValue } from "../../core/examples/cell-value.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import type { FillState } from "../fill/fill-state.ts";
import type { Product } from "../product.ts";
import { type Script, ScriptedCompleter } from "./scripted-completer.ts";

/** A product over a sheet in memory and a model whose answers are written down. */
export interface OpenFill {
  readonly host: FakeHost;
  readonly completer: ScriptedCompleter;
  readonly product: Product;
}

export function openFill(sheet: readonly (readonly CellValue[])[], script: Script): OpenFill {
  const host = new FakeHost(sheet);
  const completer = new ScriptedCompleter(script);
  const product = createProduct({
    host,
    openCompleter: () => Promise.resolve(completer),
    nowMs: () => Date.now(),
  });
  return { host, completer, product };
}

/** What is proposed; throws where nothing is. */
export function proposed(product: Product): Extract<FillState, { status: "proposed" }> {
  const { fill } = product.state.getState();
  if (fill.status !== "proposed") throw new Error(`It is ${JSON.stringify(fill)}`);
  return fill;
}
