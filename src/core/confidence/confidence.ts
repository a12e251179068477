import { COEFFICIENTS } from "./coefficients.ts";

/** Who found the answer: one format, or several that voted. Their probabilities mean different things. */
export type Electorate = keyof typeof COEFFICIENTS;

/** Weights of an answer's features, in their order. */
export type Coefficients = readonly [number, number, number];

/** Below this a probability says nothing more. */
const LEAST_PROBABILITY = 1e-6;

/**
 * What the calibration looks at: 1, the logarithm of the probability, and the probability. More (margins, the number of
 * tokens, agreement between formats, how likely the examples are) did not hold on relations that were not fitted.
 */
export function confidenceFeatures(probability: number): Coefficients {
  const bounded = Math.min(1, Math.max(LEAST_PROBABILITY, probability));
  return [1, Math.log(bounded), bounded];
}

/** The chance that an answer is right, between 0 and 1, by logistic regression on its features. */
export function chanceOfRight(probability: number, coefficients: Coefficients): number {
  const score = confidenceFeatures(probability).reduce((sum, value, i) => sum + value * coefficients[i]!, 0);
  return 1 / (1 + Math.exp(-score));
}

/** How sure to be of an answer after examples: the chance that it is right. probability: the model's, or of the vote. */
export function confidenceOf(probability: number, electorate: Electorate): number {
  return chanceOfRight(probability, COEFFICIENTS[electorate]);
}
