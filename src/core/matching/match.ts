import type { ContinuationScore, ScoreRequest } from "../../engine/completer.ts";
import type { ExampleSet } from "../examples/example-set.ts";
import { answerRequest, logProbabilityOf } from "../prompts/answer-request.ts";
import { fields } from "../prompts/formats/fields.ts";
import { editSimilarity } from "./edit-similarity.ts";

/** How much a text written like the item counts, in nats, against the model's likelihood. */
const EDIT_NATS = 4;

/** How much of an item's own likelihood, whatever the text, is taken away: half, as with labels. */
const PRIOR_SHARE = 0.5;

/** Texts that stand for no item, by which is seen how likely each is by itself. */
const CONTENT_FREE = ["N/A", "[MASK]", ""];

/** What matching means, where no examples say it: a slip, a short form, a kind, another order. */
const DEMONSTRATIONS: ExampleSet = {
  headers: { inputs: ["Text"], output: "Same as" },
  examples: [
    { inputs: ["Untied Nations"], output: "United Nations" },
    { inputs: ["NASA"], output: "National Aeronautics and Space Administration" },
    { inputs: ["red wine"], output: "Wines" },
    { inputs: ["Dr. Lee, Susan"], output: "Susan Lee" },
  ],
  answerType: "text",
};

/** Asks how likely the model finds each item as the match of a text. examples: texts and their matches, or null. */
export function matchRequests(
  text: string,
  items: readonly string[],
  examples: ExampleSet | null,
): readonly ScoreRequest[] {
  const shown = { ...(examples ?? DEMONSTRATIONS), headers: DEMONSTRATIONS.headers };
  return items.map((item) => answerRequest(fields, shown, [text], item));
}

/** Asks how likely an item is where the text says nothing. */
export function priorRequests(item: string, examples: ExampleSet | null): readonly ScoreRequest[] {
  return CONTENT_FREE.flatMap((text) => matchRequests(text, [item], examples));
}

/** The natural logarithm of the mean probability that the scores of `priorRequests` tell of. */
export function readPrior(scores: readonly ContinuationScore[]): number {
  const mean = scores.reduce((sum, score) => sum + Math.exp(logProbabilityOf(score)), 0) / scores.length;
  return Math.log(Math.max(mean, Number.MIN_VALUE));
}

export interface Match {
  readonly item: string;
  /** Its part of all that speaks for the items that were scored, between 0 and 1. */
  readonly share: number;
}

/**
 * The best match of a text: what the model finds likely after the text, less what it finds likely anyway, and what is
 * written like it. items: at least one; scores and priors: one for each.
 */
export function bestMatch(
  text: string,
  items: readonly string[],
  scores: readonly ContinuationScore[],
  priors: readonly number[],
): Match {
  const weights = items.map(
    (item, i) =>
      logProbabilityOf(scores[i]!) - PRIOR_SHARE * priors[i]! + EDIT_NATS * editSimilarity(text, item),
  );
  const most = Math.max(...weights);
  const sum = weights.reduce((all, weight) => all + Math.exp(weight - most), 0);
  return { item: items[weights.indexOf(most)]!, share: 1 / sum };
}
