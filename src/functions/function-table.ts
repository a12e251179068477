import type { Answers, Argument, CellCall, Product } from "../app/product.ts";

/** How a cell function reaches the product. Its help text stands in the JSDoc of the file named after it. */
export interface CellFunction {
  /** As typed in a formula. */
  readonly name: string;
  /** args: one for each parameter, null where left out; at least the first is given. */
  run(product: Product, args: readonly (Argument | null)[], call: CellCall): Promise<Answers>;
}

const BLANK: Argument = { values: [[""]], address: null };

/** Every cell function. */
export const CELL_FUNCTIONS: readonly CellFunction[] = [
  {
    name: "GPT",
    run: (product, [examplesOrInput, input = null, headers = null, options = null], call) =>
      product.gpt({ ...call, examplesOrInput: examplesOrInput ?? BLANK, input, headers, options }),
  },
  {
    name: "GPT.FORMAT",
    run: (product, [examples, input, headers = null, options = null], call) =>
      product.format({ ...call, examples: examples ?? BLANK, input: input ?? BLANK, headers, options }),
  },
  {
    name: "GPT.ASK",
    run: (product, [text, options = null], call) => product.ask({ ...call, text: text ?? BLANK, options }),
  },
  {
    name: "GPT.COMPLETE",
    run: (product, [text, options = null], call) =>
      product.complete({ ...call, text: text ?? BLANK, options }),
  },
];

/** The function of that name. Throws when there is none. */
export function cellFunction(name: string): CellFunction {
  const found = CELL_FUNCTIONS.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no cell function ${name}`);
  return found;
}
