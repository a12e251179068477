import type { Completer } from "../../engine/completer.ts";
import { cachedEvidence } from "../calls/column-evidence.ts";
import { keptTallies } from "../rows/column-answers.ts";
import { cachedBiases } from "../calls/label-biases.ts";
import type { PromptModel } from "../calls/prompt-job.ts";
import { cachedCounts } from "../rows/token-counts.ts";

/** What a completer is asked besides completions. */
export type ModelTools = Pick<
  Required<PromptModel>,
  "countTokens" | "weighFormats" | "weighLabels" | "tallyOf"
>;

const made = new WeakMap<Completer, ModelTools>();

/** The tools of a completer, the same ones for everyone who asks, so that what one found out the others know. */
export function modelTools(completer: Completer): ModelTools {
  const tools = made.get(completer) ?? {
    countTokens: cachedCounts(completer),
    weighFormats: cachedEvidence(completer),
    weighLabels: cachedBiases(completer),
    tallyOf: keptTallies(),
  };
  made.set(completer, tools);
  return tools;
}
