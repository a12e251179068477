import type { ContinuationScore, ScoreRequest } from "../../engine/completer.ts";
import type { ExampleSet } from "../examples/example-set.ts";
import type { PromptFormat } from "./prompt-format.ts";
import { spaced } from "./prompt-format.ts";

/** Characters behind an answer that can belong to the token that ends it: a blank line, or a mark and a space. */
const END_CHARACTERS = 2;

/**
 * Asks how likely an answer is behind the examples and the row's inputs, together with its end: so "New" is less likely
 * than "New York" where that is what follows. The end is what the format itself puts behind an example's answer.
 */
export function answerRequest(
  format: PromptFormat,
  exampleSet: ExampleSet,
  inputs: readonly string[],
  output: string,
): ScoreRequest {
  const prompt = format.render(exampleSet, inputs);
  const examples = [...exampleSet.examples, { inputs, output }];
  const finished = format.render({ ...exampleSet, examples }, inputs).prefix;
  const start = prompt.prefix.length + prompt.suffix.length;
  const end = spaced(output).length;
  const continuation = finished.slice(start, start + end + END_CHARACTERS);
  return { prompt, continuation, spans: [{ start: 0, end: Math.min(continuation.length, end + 1) }] };
}

/** Natural-log probability of all that a score tells of. */
export function logProbabilityOf({ spans }: ContinuationScore): number {
  return spans.flat().reduce((sum, { logProbability }) => sum + logProbability, 0);
}
