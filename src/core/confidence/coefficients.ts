/**
 * Fitted by `npm run fit-confidence`, which writes this file: weights of 1, ln p, p and the rarity, by the SHA-256 of
 * the model's file; "any" to all of them, for other models.
 */
export const COEFFICIENTS = {
  any: {
    alone: [-2.313, 0.9091, 2.9601, 2.8087],
    vote: [-2.0921, 0.8453, 2.9066, 2.6787],
  },
  // Gemma 3 270m
  a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818: {
    alone: [-2.4268, 1.031, 2.8248, 3.2582],
    vote: [-2.17, 0.9752, 2.7172, 3.0856],
  },
  // Smollm2 135M 8k Lc100K Mix1 Ep2
  b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53: {
    alone: [-0.5082, 0.8801, 2.379, 0.882],
    vote: [0.0282, 0.902, 1.9097, 0.7547],
  },
} as const;
