/** Fitted by `npm run fit-confidence`, which writes this file: weights of 1, ln p and p. */
export const COEFFICIENTS = {
  alone: [-0.6938, 0.4447, 4.2688],
  vote: [0.6523, 0.9052, 2.7968],
} as const;
