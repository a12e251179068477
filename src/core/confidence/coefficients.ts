/**
 * Fitted by `npm run fit-confidence`, which writes this file: weights of 1, ln p, p and the rarity, by the SHA-256 of the
 * model's file; "any" to all of them, for other models.
 */
export const COEFFICIENTS = {
  any: {
    alone: [-1.7727, 1.0092, 2.6765, 2.4302],
    vote: [-1.8097, 0.9353, 3.0358, 2.3791],
  },
  // Gemma 3 270m
  a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818: {
    alone: [-1.8521, 1.092, 2.3138, 2.9888],
    vote: [-1.8698, 1.0344, 2.6158, 2.9146],
  },
  // Smollm2 135M 8k Lc100K Mix1 Ep2
  b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53: {
    alone: [0.4358, 1.3073, 1.9151, 0.2847],
    vote: [0.2558, 1.1496, 2.2493, 0.3734],
  },
} as const;
