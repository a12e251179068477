import { LEFT_OUT } from "../app/calls/call-options.ts";
import type { Answers, Argument } from "../app/product.ts";
import type { WorkBench } from "../app/work-bench.ts";
import type { CellValue } from "../core/examples/cell-value.ts";

export interface Parameter {
  /** As formula help shows it: a name in lower camel case. */
  readonly name: string;
  /** One or two sentences. */
  readonly help: string;
  readonly optional?: true;
}

/** A formula in a sheet and what it gives with the model that comes with Fewshot; a test in the grid runs each. */
export interface FunctionExample {
  /** What it shows: half a sentence. */
  readonly title: string;
  /** What stands in the sheet, from A1 on. Left out: nothing. */
  readonly sheet?: readonly (readonly (string | number | boolean)[])[];
  /** The formula's cell. */
  readonly at: string;
  readonly formula: string;
  /**
   * What that cell shows, and those that it spills into, as rows. Probabilities and likelihoods rounded: see `asGiven`.
   */
  readonly gives: readonly (readonly CellValue[])[];
}

/** A cell function: one file, one line in `function-table.ts`; all that is said of it anywhere comes from here. */
export interface CellFunction {
  /** As typed in a formula, upper case: "GPT.ASK". */
  readonly name: string;
  /** One sentence for formula help. */
  readonly summary: string;
  /** More for its page in docs/functions: paragraphs of Markdown. */
  readonly details?: readonly string[];
  /** Required ones first. */
  readonly parameters: readonly Parameter[];
  /** At least one; the first one also stands in formula help. */
  readonly examples: readonly FunctionExample[];
  /** args: one for each parameter, null where left out. Rejects with a CellError where nothing could be answered. */
  run(args: readonly (Argument | null)[], bench: WorkBench): Promise<Answers>;
}

/** Arguments by the names of their parameters; optional ones may be null. */
type NamedArguments<Parameters extends readonly Parameter[]> = {
  readonly [P in Parameters[number] as P["name"]]: P extends { readonly optional: true }
    ? Argument | null
    : Argument;
};

interface Declaration<Parameters extends readonly Parameter[]> extends Omit<CellFunction, "run"> {
  readonly parameters: Parameters;
  run(args: NamedArguments<Parameters>, bench: WorkBench): Promise<Answers>;
}

/** Makes a cell function from its declaration, whose `run` gets its arguments by name. */
export function defineCellFunction<const Parameters extends readonly Parameter[]>(
  declaration: Declaration<Parameters>,
): CellFunction {
  const { parameters } = declaration;
  return {
    ...declaration,
    run: (args, bench) => {
      const named = parameters.map(({ name, optional }, place) => [
        name,
        args[place] ?? (optional ? null : LEFT_OUT),
      ]);
      return declaration.run(Object.fromEntries(named) as NamedArguments<Parameters>, bench);
    },
  };
}
