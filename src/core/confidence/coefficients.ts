/**
 * Fitted by `npm run fit-confidence`, which writes this file: weights of 1, ln p, p and the rarity, by the SHA-256 of the
 * model's file; "any" to all of them, for other models.
 */
export const COEFFICIENTS = {
  any: {
    alone: [-2.5467, 0.9655, 2.7812, 3.1862],
    vote: [-2.3164, 0.9123, 2.768, 3.0429],
  },
  // Gemma 3 270m
  a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818: {
    alone: [-2.7355, 1.0488, 2.7498, 3.6318],
    vote: [-2.2908, 1.0435, 2.5769, 3.3531],
  },
  // Smollm2 135M 8k Lc100K Mix1 Ep2
  b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53: {
    alone: [-0.4369, 0.9604, 2.2384, 0.9573],
    vote: [-0.077, 0.9475, 1.8681, 0.9233],
  },
} as const;
