import { multiplyAdd, truncated } from "./lanes";

// Constants are loaded: those that stand in the code are made anew, by three instructions each, wherever they are used.
const LOG2_E: f32 = 1.44269504;
const LESS_LN_2_HIGH: f32 = -0.693359375;
const LESS_LN_2_LOW: f32 = 2.1219444e-4;
const CONSTANTS = memory.data<f32>(
  [
    -87, -87, -87, -87,
    LOG2_E, LOG2_E, LOG2_E, LOG2_E,
    LESS_LN_2_HIGH, LESS_LN_2_HIGH, LESS_LN_2_HIGH, LESS_LN_2_HIGH,
    LESS_LN_2_LOW, LESS_LN_2_LOW, LESS_LN_2_LOW, LESS_LN_2_LOW,
    1.987569150e-4, 1.987569150e-4, 1.987569150e-4, 1.987569150e-4,
    1.3981999507e-3, 1.3981999507e-3, 1.3981999507e-3, 1.3981999507e-3,
    8.3334519073e-3, 8.3334519073e-3, 8.3334519073e-3, 8.3334519073e-3,
    4.1665795894e-2, 4.1665795894e-2, 4.1665795894e-2, 4.1665795894e-2,
    1.6666665459e-1, 1.6666665459e-1, 1.6666665459e-1, 1.6666665459e-1,
    5.0000001201e-1, 5.0000001201e-1, 5.0000001201e-1, 5.0000001201e-1,
    1, 1, 1, 1,
  ],
  16,
);

// @ts-ignore: decorator
@inline
function constant(index: usize): v128 {
  return v128.load(CONSTANTS + (index << 4));
}

/** exp(x) for x <= 0, with a relative error below 2e-7. Source: Cephes expf, by S. L. Moshier. */
// @ts-ignore: decorator
@inline
export function exponential(value: v128): v128 {
  const x = f32x4.pmax(constant(0), value);
  const n = f32x4.nearest(f32x4.mul(x, constant(1)));
  const r = multiplyAdd(n, constant(3), multiplyAdd(n, constant(2), x));
  let p = constant(4);
  p = multiplyAdd(p, r, constant(5));
  p = multiplyAdd(p, r, constant(6));
  p = multiplyAdd(p, r, constant(7));
  p = multiplyAdd(p, r, constant(8));
  p = multiplyAdd(p, r, constant(9));
  p = f32x4.add(multiplyAdd(f32x4.mul(p, r), r, r), constant(10));
  // Times 2^n, by adding to the exponent.
  return i32x4.add(p, i32x4.shl(truncated(n), 23));
}

/** Least x; 2^23 / ln 2; the bits of 1, less what makes the mean of errors 0 where all fractions are as frequent. */
const ROUGH = memory.data<f32>(
  [
    -80, -80, -80, -80,
    12102203.16, 12102203.16, 12102203.16, 12102203.16,
    1064871116, 1064871116, 1064871116, 1064871116,
  ],
  16,
);

/** How much roughExponential(0) is less than 1. */
export const ROUGH_LOSS: f32 = 0.0287361145;

/**
 * exp(x) for x <= 0, with a relative error of at most 4 % that is 0 in the mean: for sums of many. A number's bits,
 * read as an integer, are about its logarithm. Source: Schraudolph 1999, https://doi.org/10.1162/089976699300016467
 */
// @ts-ignore: decorator
@inline
export function roughExponential(value: v128): v128 {
  const x = f32x4.pmax(v128.load(ROUGH), value);
  // Rounded twice everywhere: the same to the bit on all processors.
  const bits = f32x4.add(f32x4.mul(x, v128.load(ROUGH, 16)), v128.load(ROUGH, 32));
  return truncated(bits);
}
