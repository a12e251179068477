import { COEFFICIENTS } from "./coefficients.ts";

/** Who found the answer: one format, or several that voted. Their probabilities mean different things. */
export type Electorate = keyof typeof COEFFICIENTS.any;

/** What is known of an answer. */
export interface AnswerSigns {
  /** Of the answer and its end, by the model or by the vote; between 0 and 1. */
  readonly probability: number;
  /** How seldom its column has it: `AnswerTally.rarity`. */
  readonly rarity: number;
}

/** Weights of an answer's features, in their order. */
export type Coefficients = readonly [number, number, number, number];

/** Below this a probability says nothing more. */
const LEAST_PROBABILITY = 1e-6;

/**
 * What the calibration looks at: 1, the logarithm of the probability, the probability, and the rarity. More (margins,
 * the number of tokens, agreement between formats, how likely the examples are) did not hold on relations that were not
 * fitted.
 */
export function confidenceFeatures({ probability, rarity }: AnswerSigns): Coefficients {
  const bounded = Math.min(1, Math.max(LEAST_PROBABILITY, probability));
  return [1, Math.log(bounded), bounded, rarity];
}

/** The chance that an answer is right, between 0 and 1, by logistic regression on its features. */
export function chanceOfRight(signs: AnswerSigns, coefficients: Coefficients): number {
  const score = confidenceFeatures(signs).reduce((sum, value, i) => sum + value * coefficients[i]!, 0);
  return 1 / (1 + Math.exp(-score));
}

const BY_MODEL: Readonly<Partial<Record<string, Readonly<Record<Electorate, Coefficients>>>>> = COEFFICIENTS;

/** How sure to be of an answer after examples: the chance that it is right. modelHash: SHA-256 of the model's file. */
export function confidenceOf(signs: AnswerSigns, electorate: Electorate, modelHash = "any"): number {
  return chanceOfRight(signs, (BY_MODEL[modelHash] ?? COEFFICIENTS.any)[electorate]);
}
