import type { CellValue } from "../../core/examples/cell-value.ts";
import type { ModelInfo } from "../../engine/completer.ts";
import { runtimeName } from "../../engine/model-runtime.ts";
import type { Answers, Argument } from "../product.ts";
import type { WorkBench } from "../work-bench.ts";
import { choiceArgument } from "./given-arguments.ts";
import { givenArgument } from "../calls/call-options.ts";

export interface ModelArguments {
  /** Name of one fact; null for all of them. */
  readonly what: Argument | null;
}

interface Fact {
  /** As typed in a formula and shown beside the value. */
  readonly name: string;
  of(info: ModelInfo): CellValue;
}

const FACTS: readonly Fact[] = [
  { name: "Name", of: ({ name }) => name },
  { name: "Architecture", of: ({ architecture }) => architecture },
  { name: "Hash", of: ({ hash }) => hash },
  { name: "Bytes", of: ({ fileBytes }) => fileBytes },
  { name: "Context", of: ({ contextTokens }) => contextTokens },
  { name: "Runs on", of: ({ runtime }) => runtimeName(runtime) },
  { name: "Licence", of: ({ licence }) => licence?.name ?? "" },
];

const factNamed = (text: string): Fact | null =>
  FACTS.find(({ name }) => name.toLowerCase() === text.toLowerCase()) ?? null;

/** Which model answers and how it runs: names and values as two columns, or one value by its name. */
export async function modelFacts(args: ModelArguments, bench: WorkBench): Promise<Answers> {
  const chosen = givenArgument(args.what) && choiceArgument("what", args.what, FACTS, factNamed);
  const info = await bench.withModel(({ completer }) => Promise.resolve(completer.model));
  return chosen ? [[chosen.of(info)]] : FACTS.map(({ name, of }) => [name, of(info)]);
}
