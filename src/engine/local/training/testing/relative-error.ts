/** Length of the difference by the length of what was expected. */
export function relativeError(actual: Float32Array, expected: ArrayLike<number>): number {
  let difference = 0;
  let length = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += (actual[i]! - expected[i]!) ** 2;
    length += expected[i]! ** 2;
  }
  return actual.length === expected.length ? Math.sqrt(difference / length) : Infinity;
}
