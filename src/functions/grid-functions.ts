import type { Product } from "../app/product.ts";
import type { GridFunction } from "../host/playground/grid-function.ts";
import { CELL_FUNCTIONS } from "./function-table.ts";
import metadata from "./functions.json" with { type: "json" };

/** The cell functions for the playground's grid, with the help text that Excel shows. */
export function gridFunctions(product: Product): readonly GridFunction[] {
  return CELL_FUNCTIONS.map((cellFunction) => {
    const described = metadata.functions.find(({ name }) => name === cellFunction.name);
    if (described === undefined) throw new Error(`functions.json does not describe ${cellFunction.name}`);
    return {
      name: cellFunction.name,
      description: described.description,
      parameters: described.parameters.map((parameter) => ({
        name: parameter.name,
        description: parameter.description,
        optional: "optional" in parameter && parameter.optional === true,
      })),
      run: (args, { address, parameterAddresses, signal }) =>
        cellFunction.run(
          product,
          args.map((values, index) => values && { values, address: parameterAddresses[index] ?? null }),
          { caller: address, signal },
        ),
    };
  });
}
