/** Fitted by `npm run fit-confidence`, which writes this file: weights of 1, ln p and p. */
export const COEFFICIENTS = {
  alone: [0.0008, 0.8226, 3.1558],
  vote: [0.1201, 0.8084, 3.1992],
} as const;
