// Weights as the product takes them (see linear.ts).
import { BLOCK, GROUP, GROUP_BLOCK_BYTES, HALF, ZERO } from "./layout";
import { laneMax } from "../../vocabulary/assembly/lanes";

/**
 * How the weights of a group are kept: 256 levels, whose low and high 4 bits are multiplied apart. Exact for 8 bits.
 */
// @ts-ignore: decorator
@inline
export const BYTES: u8 = 0;
/** At most 32 levels: 4 pairs of products may be summed in 16 bits. Exact for blocks of 4 and 5 bits. */
// @ts-ignore: decorator
@inline
export const NARROW: u8 = 1;
/** 64 levels and a scale for each half block: 2 pairs may be. Exact for blocks of 6 bits. */
// @ts-ignore: decorator
@inline
export const HALVES: u8 = 2;

/** Steps between the least and the largest level. */
const NARROW_STEPS: i32 = 31;
const BYTE_STEPS: i32 = 255;
/** The level of a byte that stands for 0, where the values are whole numbers of a scale. */
const BYTE_ZERO: i32 = 128;
/** Of a block: scales of the channels, or of its first halves; then minima, or scales of its second halves. */
export const SCALES: usize = 256;
export const SECOND: usize = 288;

/**
 * Packs 8 rows [8][columns] f32 as group `group` of a matrix. Blocks whose values lie on at most 32 even steps, as
 * those of 4 and 5 bits do, half blocks of 64 steps about 0, as those of 6 bits, and blocks of 255 steps about 0, as
 * those of 8 bits, are kept exactly; others get 256 levels from the least to the largest value of a block.
 */
export function packGroup(weights: usize, groups: i32, columns: i32, group: i32, rows: usize): void {
  const groupBytes = <usize>(columns / BLOCK) * GROUP_BLOCK_BYTES;
  const w = weights + <usize>group * groupBytes;
  let kind = NARROW;
  if (!packAs(kind, w, columns, rows)) {
    kind = HALVES;
    if (!packAs(kind, w, columns, rows)) {
      kind = BYTES;
      packAs(kind, w, columns, rows);
    }
  }
  store<u8>(weights + <usize>groups * groupBytes + <usize>group, kind);
}

/** Whether all blocks of the group can be packed in this way; what was written is of no use if not. */
function packAs(kind: u8, w: usize, columns: i32, rows: usize): bool {
  for (let block = 0; block < columns / BLOCK; block++) {
    for (let channel = 0; channel < GROUP; channel++) {
      const values = rows + (<usize>(channel * columns + block * BLOCK) << 2);
      const numbers = w + (<usize>channel << 2);
      const levels = w + ((<usize>channel >> 2) << 4) + ((<usize>channel & 3) << 2);
      if (kind == HALVES) {
        const first = scaleAbout0(values, HALF, ZERO);
        const second = scaleAbout0(values + 64, HALF, ZERO);
        if (first < 0 || second < 0) return false;
        store<f32>(numbers + SCALES, first);
        store<f32>(numbers + SECOND, second);
        writeLevels(values, HALF, <f32>-ZERO * first, first, levels);
        writeLevels(values + 64, HALF, <f32>-ZERO * second, second, levels + 128);
      } else {
        const least = -mostOf(values, BLOCK, -1);
        const most = mostOf(values, BLOCK, 1);
        let scale: f32, minimum = least;
        if (kind == NARROW) {
          const count = evenSteps(values, least, most);
          if (count == 0) return false;
          scale = (most - least) / <f32>count;
        } else {
          scale = scaleAbout0(values, BLOCK, BYTE_ZERO - 1);
          if (scale < 0) scale = (most - least) / <f32>BYTE_STEPS;
          else minimum = <f32>-BYTE_ZERO * scale;
        }
        store<f32>(numbers + SCALES, scale);
        store<f32>(numbers + SECOND, minimum);
        writeLevels(values, BLOCK, minimum, scale, levels);
      }
    }
    w += GROUP_BLOCK_BYTES;
  }
  return true;
}

/** Writes the nearest levels of `count` values, 4 in each step of 32 bytes. */
function writeLevels(values: usize, count: i32, minimum: f32, scale: f32, to: usize): void {
  const divisor = f32x4.splat(scale > 0 ? scale : 1);
  for (let step: usize = 0; step < <usize>count >> 2; step++) {
    const x = f32x4.div(f32x4.sub(v128.load(values + (step << 4)), f32x4.splat(minimum)), divisor);
    const level = i32x4.trunc_sat_f32x4_s(f32x4.nearest(x));
    const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(level, level), level);
    store<i32>(to + (step << 5), i32x4.extract_lane(bytes, 0));
  }
}

/** How far from a step a value may be, in steps: what rounding to f32 leaves. */
const TOLERANCE: f32 = 1e-3;

/** Most of some values times a sign. */
function mostOf(values: usize, count: i32, sign: f32): f32 {
  const signs = f32x4.splat(sign);
  let most = f32x4.mul(v128.load(values), signs);
  for (let i: usize = 16; i < <usize>count << 2; i += 16) {
    most = f32x4.max(most, f32x4.mul(v128.load(values + i), signs));
  }
  return laneMax(most);
}

/** Whether `count` values are whole numbers of a step, less `from`. */
// @ts-ignore: decorator
@inline
function areSteps(values: usize, count: i32, from: f32, inverse: f32): bool {
  for (let i: usize = 0; i < <usize>count << 2; i += 16) {
    const place = f32x4.mul(f32x4.sub(v128.load(values + i), f32x4.splat(from)), f32x4.splat(inverse));
    const off = f32x4.abs(f32x4.sub(place, f32x4.nearest(place)));
    if (v128.any_true(f32x4.ge(off, f32x4.splat(TOLERANCE)))) return false;
  }
  return true;
}

/** Into how many even steps a block's values fall from the least to the most; 0 if into more than NARROW_STEPS. */
function evenSteps(values: usize, least: f32, most: f32): i32 {
  if (most == least) return 1;
  for (let count = 1; count <= NARROW_STEPS; count++) {
    if (areSteps(values, BLOCK, least, <f32>count / (most - least))) return count;
  }
  return 0;
}

/** The scale whose whole numbers from -limit to limit some values are; -1 if there is none. */
function scaleAbout0(values: usize, length: i32, limit: i32): f32 {
  const most = max(mostOf(values, length, 1), mostOf(values, length, -1));
  if (most == 0) return 0;
  for (let count = 1; count <= limit; count++) {
    if (areSteps(values, length, 0, <f32>count / most)) return most / <f32>count;
  }
  return -1;
}
