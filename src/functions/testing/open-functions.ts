import { createProduct } from "../../app/create-product.ts";
import type { Answers, Argument, Product } from "../../app/product.ts";
import type { Script } from "../../app/testing/scripted-completer.ts";
import { ScriptedCompleter } from "../../app/testing/scripted-completer.ts";
import { CellError, describe as wordsOf } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { CELL_FUNCTIONS } from "../function-table.ts";

/** A text in place of a cell, a list of cells as a column, or a range. */
export type Given = CellValue | CellValue[] | CellValue[][];

function argument(given: Given): Argument | null {
  if (given === null) return null;
  if (!Array.isArray(given)) return { values: [[given]], address: null };
  return { values: given.map((row) => (Array.isArray(row) ? row : [row])), address: null };
}

interface OpenFunctions {
  readonly product: Product;
  readonly completer: ScriptedCompleter;
  readonly call: (name: string, ...args: Given[]) => Promise<Answers>;
  /** The same with arguments as hosts give them; null where left out. */
  readonly callWith: (name: string, args: readonly (Argument | null)[]) => Promise<Answers>;
}

/** A product over a model whose answers are written down, and its cell functions. */
export function openFunctions(script: Script): OpenFunctions {
  const completer = new ScriptedCompleter(script);
  const product = createProduct({
    host: new FakeHost([["", "", "=GPT.MODEL()"]]),
    openCompleter: () => Promise.resolve(completer),
    nowMs: () => Date.now(),
  });
  const callWith = (name: string, args: readonly (Argument | null)[]): Promise<Answers> => {
    const cellFunction = CELL_FUNCTIONS.find((candidate) => candidate.name === name)!;
    return product.run({ caller: "Sheet1!C1", signal: new AbortController().signal }, (bench) =>
      cellFunction.run(args, bench),
    );
  };
  const call = (name: string, ...args: Given[]) => callWith(name, args.map(argument));
  return { call, callWith, completer, product };
}

/** What the cell's message says. Throws where there is none. */
export async function messageOf(answers: Promise<unknown>): Promise<string> {
  const error: unknown = await answers.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CellError)) throw new Error(`No error for the cell, but ${String(error)}`);
  return wordsOf(error).text;
}
