import type { Constraint, ContinuationScore, ScoreRequest } from "../../engine/completer.ts";
import type { ExampleSet } from "../examples/example-set.ts";
import type { PromptFormat } from "../prompts/prompt-format.ts";
import { uniformAt } from "../sampling/counter-random.ts";

/** Inputs that speak for no label (Zhao et al. 2021, "Calibrate before use", section 5). */
const CONTENT_FREE = ["N/A", "[MASK]", ""];
/**
 * So many more are words of the examples' inputs in no order (Fei et al. 2023, "Mitigating label biases", section 4).
 */
const WORDS_IN_NO_ORDER = 3;
const SEED = 7;

/**
 * How much of the bias is taken away. After examples all of it overcorrects: what says nothing also looks like
 * something.
 */
const STRENGTH_OF_MANY = 0.5;
/** The shares of few labels are known better. */
const STRENGTH_OF_FEW = 0.75;
const FEW_LABELS = 4;
/** Without examples the likelihood of a label's own words outweighs what the input says of it. */
const STRENGTH_ALONE = 1;

/** More labels than this cost more than they gain. */
const MOST_LABELS = 20;

/**
 * Asks how likely each text of a closed set is behind inputs that say nothing; no requests where that is not worth it.
 */
export function biasRequests(
  format: PromptFormat,
  exampleSet: ExampleSet,
  allowed: Constraint["allowed"] | null,
): readonly ScoreRequest[] {
  if (allowed?.kind !== "texts" || allowed.texts.length > MOST_LABELS) return [];
  return emptyInputs(exampleSet).flatMap((inputs) => {
    const prompt = format.render(exampleSet, inputs);
    return allowed.texts.map((text) => ({ prompt, continuation: format.answerPrefix + text }));
  });
}

/** Rows of inputs that say nothing, the same for the same examples. */
function emptyInputs(exampleSet: ExampleSet): string[][] {
  const { headers, examples } = exampleSet;
  const columns = [...((headers ?? examples[0])?.inputs ?? []).keys()];
  const free = CONTENT_FREE.map((input) => columns.map(() => input));
  if (examples.length === 0) return free;
  const mixed = Array.from({ length: WORDS_IN_NO_ORDER }, (_, row) =>
    columns.map((column) => mixedWords(exampleSet, column, row * columns.length + column)),
  );
  return [...free, ...mixed];
}

/** As many words as an example's input has in the mean, drawn from all of them. */
function mixedWords({ examples }: ExampleSet, column: number, draw: number): string {
  const words = examples.flatMap(({ inputs }) => inputs[column]!.split(/\s+/).filter(Boolean));
  const count = Math.max(1, Math.round(words.length / examples.length));
  const drawn = Array.from({ length: count }, (_, i) => Math.floor(uniformAt(SEED + draw, i) * words.length));
  return drawn.map((place) => words[place] ?? "").join(" ");
}

/** Which share of the labels' bias is taken away, behind so many examples. */
export function biasStrength(labels: number, exampleCount: number): number {
  if (exampleCount === 0) return STRENGTH_ALONE;
  return labels <= FEW_LABELS ? STRENGTH_OF_FEW : STRENGTH_OF_MANY;
}

/**
 * What to add to each text's log-probability so that none is favoured; nothing where there are no scores. exampleCount:
 * how many examples stand before the inputs.
 */
export function readBiases(
  scores: readonly ContinuationScore[],
  exampleCount: number,
): readonly number[] | null {
  const inputs = CONTENT_FREE.length + (exampleCount === 0 ? 0 : WORDS_IN_NO_ORDER);
  const labels = scores.length / inputs;
  if (labels === 0) return null;
  const likelihoods = scores.map(({ spans }) =>
    Math.exp(spans.flat().reduce((sum, { logProbability }) => sum + logProbability, 0)),
  );
  const shares = Array.from({ length: labels }, () => 0);
  for (let input = 0; input < inputs; input++) {
    const own = likelihoods.slice(input * labels, (input + 1) * labels);
    const total = own.reduce((sum, likelihood) => sum + likelihood, 0);
    for (const [label, likelihood] of own.entries()) shares[label]! += likelihood / total / inputs;
  }
  const strength = biasStrength(labels, exampleCount);
  const biases = shares.map((share) => -strength * Math.log(share));
  return biases.every(Number.isFinite) ? biases : null;
}
