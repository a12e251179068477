/** Takes what is loaded, so that no compiler leaves the loads out. */
let seen: i32 = 0;

/** Lines of the cache are 64 bytes. */
const LINE: usize = 64;

/**
 * Brings bytes into the cache before they are wanted. Loads that wait for nothing are on their way at the same time,
 * many more of them than among the instructions of a product, whose results wait for each other.
 */
export function prefetch(from: usize, bytes: usize): void {
  let all = 0;
  for (let at = from; at < from + bytes; at += 4 * LINE) {
    all |= load<i32>(at) | load<i32>(at, LINE) | load<i32>(at, 2 * LINE) | load<i32>(at, 3 * LINE);
  }
  seen = all;
}
