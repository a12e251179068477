import { EngineError } from "../../completer.ts";
import type { Architecture } from "./architecture.ts";
import { gemma3 } from "./gemma3.ts";
import { llama } from "./llama.ts";

/** Model families that can be run. A new one is one file and one line here. */
export const ARCHITECTURES: readonly Architecture[] = [gemma3, llama];

/** Throws an EngineError (model-unsupported) that lists what is supported. */
export function architectureOf(id: string): Architecture {
  const found = ARCHITECTURES.find((architecture) => architecture.id === id);
  if (found !== undefined) return found;
  const known = ARCHITECTURES.map((architecture) => architecture.id).join(", ");
  throw new EngineError({
    code: "model-unsupported",
    detail: `the architecture is "${id}"; supported are ${known}`,
  });
}
