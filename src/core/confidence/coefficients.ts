/**
 * Fitted by `npm run fit-confidence`, which writes this file: weights of 1, ln p, p and the rarity, by the SHA-256 of the
 * model's file; "any" to all of them, for other models.
 */
export const COEFFICIENTS = {
  any: {
    alone: [-2.0815, 0.9394, 2.8554, 2.6702],
    vote: [-1.7044, 0.9438, 2.7558, 2.4643],
  },
  // Gemma 3 270m
  a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818: {
    alone: [-2.2585, 1.0527, 2.6859, 3.2032],
    vote: [-1.835, 1.0562, 2.5773, 2.9186],
  },
  // Smollm2 135M 8k Lc100K Mix1 Ep2
  b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53: {
    alone: [-0.4222, 0.9117, 2.3845, 0.8116],
    vote: [0.1319, 1.0046, 1.8278, 0.758],
  },
} as const;
