import type { Argument } from "../../app/product.ts";
import type { Product } from "../../app/product.ts";
import type { GridFunction, GridInvocation } from "../../host/playground/grid-function.ts";
import type { DraftStore } from "../draft/draft-store.ts";
import { newWorkbook } from "../new-workbook.ts";
import { startPlayground } from "../start-playground.ts";
import { scriptedProduct } from "./scripted-product.ts";

/** The playground over a product without a model, for the browser tests of the page. */
const parameter = (name: string, optional: boolean) => ({ name, description: () => `The ${name}`, optional });

function functionsOf(product: Product): GridFunction[] {
  const argument = (values: Argument["values"] | null, at: GridInvocation, index: number): Argument | null =>
    values && { values, address: at.parameterAddresses[index] ?? null };
  const empty: Argument = { values: [], address: null };
  return [
    {
      name: "GPT",
      description: () => "Answers from examples",
      parameters: [parameter("examples", false), parameter("input", true)],
      run: ([examples = null, input = null], at) =>
        product.gpt({
          examplesOrInput: argument(examples, at, 0) ?? empty,
          input: argument(input, at, 1),
          headers: null,
          options: null,
          caller: at.address,
          signal: at.signal,
        }),
    },
    ...["GPT.ASK", "GPT.COMPLETE"].map((name) => ({
      name,
      description: () => "Answers a text",
      parameters: [parameter("text", false), parameter("options", true)],
      run: ([text = null]: Parameters<GridFunction["run"]>[0], at: GridInvocation) =>
        product.gpt({
          examplesOrInput: argument(text, at, 0) ?? empty,
          input: null,
          headers: null,
          options: null,
          caller: at.address,
          signal: at.signal,
        }),
    })),
  ];
}

/** A page before this one left a workbook, where a test has said so in the session's storage. */
const drafts: DraftStore = {
  write: () => Promise.resolve(),
  clear: () => Promise.resolve(),
  left: () =>
    Promise.resolve(
      sessionStorage.getItem("left-draft") === null
        ? []
        : [{ id: "1", keptAtMs: Date.now(), workbook: { ...newWorkbook(), name: "Left workbook" } }],
    ),
  remove: () => Promise.resolve(),
};

void startPlayground(document.querySelector("#root") as HTMLElement, async () => ({
  createProduct: scriptedProduct,
  functionsOf,
  loadPane: async () => () => "The pane",
  drafts,
}));
