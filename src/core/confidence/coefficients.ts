/**
 * Fitted by `npm run fit-confidence`, which writes this file: weights of 1, ln p, p and the rarity, by the SHA-256 of the
 * model's file; "any" to all of them, for other models.
 */
export const COEFFICIENTS = {
  any: {
    alone: [-2.3658, 0.9651, 2.6338, 3.0516],
    vote: [-1.9925, 0.9572, 2.5972, 2.81],
  },
  // Gemma 3 270m
  a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818: {
    alone: [-2.6315, 1.0702, 2.5105, 3.6466],
    vote: [-2.2156, 1.0618, 2.4693, 3.3304],
  },
  // Smollm2 135M 8k Lc100K Mix1 Ep2
  b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53: {
    alone: [-0.4722, 0.917, 2.3166, 0.8869],
    vote: [0.0977, 1.0051, 1.784, 0.8011],
  },
} as const;
