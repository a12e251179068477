/**
 * How many tokens both lists begin with, at most `most`. Tokens at the seam of two texts may merge, so texts do not
 * tell.
 */
export function sharedLength(prefix: readonly number[], tokens: readonly number[], most: number): number {
  const limit = Math.min(prefix.length, most);
  let shared = 0;
  while (shared < limit && prefix[shared] === tokens[shared]) shared += 1;
  return shared;
}
