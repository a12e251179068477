import type { Product } from "../app/product.ts";
import type { GridFunction } from "../host/playground/grid-function.ts";
import { CELL_FUNCTIONS } from "./function-table.ts";
import { helpText, parameterHelp } from "./help-text.ts";

/** The cell functions for the playground's grid, with the help text that Excel shows. */
export function gridFunctions(product: Product): readonly GridFunction[] {
  return CELL_FUNCTIONS.map((cellFunction) => ({
    name: cellFunction.name,
    description: () => helpText(cellFunction),
    parameters: cellFunction.parameters.map((parameter) => ({
      name: parameter.name,
      description: () => parameterHelp(cellFunction, parameter),
      optional: parameter.optional ?? false,
    })),
    run: (args, { address, parameterAddresses, signal }) => {
      const given = args.map(
        (values, index) => values && { values, address: parameterAddresses[index] ?? null },
      );
      return product.run({ caller: address, signal }, (bench) => cellFunction.run(given, bench));
    },
  }));
}
