import { q8_0 } from "../gguf/block-types/q8_0.ts";

/** Values that share a scale and a minimum: as many as in Q8_0, which is taken as it is. */
export const BLOCK = q8_0.blockLength;

/** Even steps that the values of 4 and 5 bits lie on at most. */
const NARROW = 31;
/** Steps on either side of zero in 8 bits. */
const SYMMETRIC = 127;
const WIDE = 255;
/** How far from a step a value may be, in steps: what rounding to 32-bit floats leaves. */
const TOLERANCE = 1e-3;

/**
 * Packs 32 values from `at` on as level / 255 * factor + minimum, levels 0 to 255, and replaces them by what that
 * gives. Values on at most 32 even steps (4 and 5 bits) or on whole steps of their largest / 127 (Q8_0) stay as they
 * are; others get 256 steps from the least to the largest.
 */
export function packBlock(
  values: Float32Array,
  at: number,
  levels: Uint8Array,
  levelsAt: number,
  factors: Float32Array,
  factorsAt: number,
): void {
  let least = values[at]!;
  let most = least;
  for (let i = 1; i < BLOCK; i++) {
    const value = values[at + i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  factors[factorsAt] = 0;
  factors[factorsAt + 1] = least;
  if (most === least) {
    levels.fill(0, levelsAt, levelsAt + BLOCK);
    return;
  }
  let minimum = least;
  let step = (most - least) / WIDE;
  const largest = Math.max(most, -least);
  const narrow = narrowSteps(values, at, least, most);
  if (narrow > 0) step = (most - least) / narrow;
  else if (liesOn(values, at, 0, SYMMETRIC / largest)) {
    step = largest / SYMMETRIC;
    minimum = -largest;
  }
  const inverse = 1 / step;
  for (let i = 0; i < BLOCK; i++) {
    const level = Math.round((values[at + i]! - minimum) * inverse);
    levels[levelsAt + i] = level;
    values[at + i] = level * step + minimum;
  }
  factors[factorsAt] = step * 255;
  factors[factorsAt + 1] = minimum;
}

/** Packs values, a whole number of blocks. levels: as many; factors: two for each block. Both from block `block` on */
export function packRow(values: Float32Array, levels: Uint8Array, factors: Float32Array, block = 0): void {
  for (let at = 0; at < values.length; at += BLOCK, block++)
    packBlock(values, at, levels, block * BLOCK, factors, block * 2);
}

/** Into how many even steps the values fall from the least to the most; 0 for more than 31. */
function narrowSteps(values: Float32Array, at: number, least: number, most: number): number {
  // Downwards: of 15 steps already the halves fit, and more steps are likelier.
  for (let count = NARROW; count > 0; count--)
    if (liesOn(values, at, least, count / (most - least))) return count;
  return 0;
}

function liesOn(values: Float32Array, at: number, zero: number, inverse: number): boolean {
  for (let i = 0; i < BLOCK; i++) {
    const place = (values[at + i]! - zero) * inverse;
    if (Math.abs(place - Math.round(place)) > TOLERANCE) return false;
  }
  return true;
}
