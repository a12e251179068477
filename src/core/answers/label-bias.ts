import type { Constraint, ContinuationScore, ScoreRequest } from "../../engine/completer.ts";
import type { ExampleSet } from "../examples/example-set.ts";
import type { PromptFormat } from "../prompts/prompt-format.ts";

/** Inputs that speak for no label (Zhao et al. 2021, "Calibrate before use", section 5). */
const CONTENT_FREE = ["N/A", "[MASK]", ""];

/** How much of the bias is taken away. After examples all of it overcorrects: what says nothing also looks like something. */
const STRENGTH = 0.5;
/** Without examples the likelihood of a label's own words outweighs what the input says of it. */
const STRENGTH_ALONE = 1;

/** More labels than this cost more than they gain. */
const MOST_LABELS = 20;

/** Asks how likely each text of a closed set is behind inputs that say nothing; no requests where that is not worth it. */
export function biasRequests(
  format: PromptFormat,
  exampleSet: ExampleSet,
  allowed: Constraint["allowed"] | null,
): readonly ScoreRequest[] {
  if (allowed?.kind !== "texts" || allowed.texts.length > MOST_LABELS) return [];
  const columns = (exampleSet.headers ?? exampleSet.examples[0])?.inputs.length ?? 0;
  return CONTENT_FREE.flatMap((input) => {
    const prompt = format.render(
      exampleSet,
      Array.from({ length: columns }, () => input),
    );
    return allowed.texts.map((text) => ({ prompt, continuation: format.answerPrefix + text }));
  });
}

/**
 * What to add to each text's log-probability so that none is favoured; nothing where there are no scores. exampleCount:
 * how many examples stand before the inputs.
 */
export function readBiases(
  scores: readonly ContinuationScore[],
  exampleCount: number,
): readonly number[] | null {
  const labels = scores.length / CONTENT_FREE.length;
  if (labels === 0) return null;
  const likelihoods = scores.map(({ spans }) =>
    Math.exp(spans.flat().reduce((sum, { logProbability }) => sum + logProbability, 0)),
  );
  const shares = Array.from({ length: labels }, () => 0);
  for (const input of CONTENT_FREE.keys()) {
    const own = likelihoods.slice(input * labels, (input + 1) * labels);
    const total = own.reduce((sum, likelihood) => sum + likelihood, 0);
    for (const [label, likelihood] of own.entries())
      shares[label]! += likelihood / total / CONTENT_FREE.length;
  }
  const strength = exampleCount === 0 ? STRENGTH_ALONE : STRENGTH;
  const biases = shares.map((share) => -strength * Math.log(share));
  return biases.every(Number.isFinite) ? biases : null;
}
