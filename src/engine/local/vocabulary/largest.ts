/**
 * Indices of the `count` largest values of values[start + i * stride] for i in 0 to length - 1, largest first; of equal
 * values the lower index comes first. O(length) with a heap of `count`, since few values get into it.
 */
export function largest(
  values: Float32Array,
  { start = 0, stride = 1, length }: { start?: number; stride?: number; length: number },
  count: number,
): Int32Array {
  const size = Math.min(count, length);
  const heap = new Int32Array(size);
  const valueOf = (index: number): number => values[start + index * stride]!;
  /** Whether a is worth less than b. */
  const isLess = (a: number, b: number): boolean => {
    const difference = valueOf(a) - valueOf(b);
    return difference < 0 || (difference === 0 && a > b);
  };
  const sink = (from: number, end: number): void => {
    const moved = heap[from]!;
    let at = from;
    for (let child = 2 * at + 1; child < end; child = 2 * at + 1) {
      if (child + 1 < end && isLess(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isLess(heap[child]!, moved)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = moved;
  };

  for (let i = 0; i < size; i++) heap[i] = i;
  for (let i = (size >> 1) - 1; i >= 0; i--) sink(i, size);
  let least = size > 0 ? valueOf(heap[0]!) : Infinity;
  for (let i = size, at = start + size * stride; i < length; i++, at += stride) {
    // An equal one has a higher index than all in the heap.
    if (values[at]! <= least) continue;
    heap[0] = i;
    sink(0, size);
    least = valueOf(heap[0]);
  }
  // The least of what is left goes to the end, again and again: largest first.
  for (let end = size - 1; end > 0; end--) {
    const smallest = heap[0]!;
    heap[0] = heap[end]!;
    heap[end] = smallest;
    sink(0, end);
  }
  return heap;
}
