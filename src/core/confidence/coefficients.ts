/** Fitted by `npm run fit-confidence`, which writes this file: weights of 1, ln p and p. */
export const COEFFICIENTS = {
  alone: [0.0582, 0.7845, 3.2982],
  vote: [0.5261, 0.8383, 2.8954],
} as const;
