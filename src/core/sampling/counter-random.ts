/**
 * Philox4x32-10: random numbers as a pure function of key and counter, without state (Salmon, Moraes, Dror, Shaw 2011,
 * "Parallel random numbers: as easy as 1, 2, 3", SC11; constants from their Random123). A draw therefore depends on its
 * seed and step alone, whatever else runs and in whatever order.
 */
const ROUNDS = 10;
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

type Words2 = readonly [number, number];
type Words4 = readonly [number, number, number, number];

/** Upper 32 bits of the product of two unsigned 32-bit numbers, by halves: doubles hold only 53 bits. */
function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (carry >>> 16)) >>> 0;
}

/** The block of four 32-bit words for this counter under this key. All words are unsigned 32-bit. */
export function philox4x32(counter: Words4, key: Words2): Words4 {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = highProduct(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0;
    const high1 = highProduct(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** A uniform number in [0, 1) of 53 bits for an unsigned 32-bit seed and a step of 0 or more. */
export function uniformAt(seed: number, step: number): number {
  const [high, low] = philox4x32([step, 0, 0, 0], [seed, 0]);
  return ((high >>> 5) * 0x4000000 + (low >>> 6)) / 2 ** 53;
}
