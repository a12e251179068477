import type { CellValue } from "../../core/examples/cell-value.ts";
import type { ModelInfo } from "../../engine/completer.ts";
import type { Answers } from "../product.ts";
import type { InspectContext } from "./context.ts";
import { choiceArgument } from "./given-arguments.ts";
import type { ModelCall } from "./inspection.ts";
import { givenArgument } from "../call-options.ts";

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
  { name: "Runs on", of: ({ runtime }) => runtime },
  { name: "Licence", of: ({ licence }) => licence?.name ?? "" },
];

const factNamed = (text: string): Fact | null =>
  FACTS.find(({ name }) => name.toLowerCase() === text.toLowerCase()) ?? null;

/** Which model answers and how it runs: names and values as two columns, or one value by its name. */
export async function modelFacts(call: ModelCall, context: InspectContext): Promise<Answers> {
  const chosen = givenArgument(call.what) && choiceArgument("what", call.what, FACTS, factNamed);
  const info = await context.withModel(call.signal, ({ completer }) => Promise.resolve(completer.model));
  return chosen ? [[chosen.of(info)]] : FACTS.map(({ name, of }) => [name, of(info)]);
}
