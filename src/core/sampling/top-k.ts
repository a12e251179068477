import type { LogitsProcessor } from "./logits-processor.ts";

/** Puts the value into the place of the smallest one of a min-heap. */
function replaceSmallest(heap: Float32Array, value: number): void {
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= value) break;
    heap[place] = heap[child]!;
    place = child;
  }
  heap[place] = value;
}

/** The k-th largest value, through a heap of k: few of many thousand logits ever enter it. */
function kthLargest(logits: Float32Array, k: number): number {
  const heap = new Float32Array(k).fill(-Infinity);
  for (const logit of logits) if (logit > heap[0]!) replaceSmallest(heap, logit);
  return heap[0]!;
}

/** Keeps the k likeliest tokens; those equal to the k-th stay too, as in transformers' `TopKLogitsWarper`. */
export const topK: LogitsProcessor = {
  id: "top-k",
  isActive: (options) => options.topK > 0,
  process: (logits, options) => {
    if (options.topK >= logits.length) return;
    const floor = kthLargest(logits, options.topK);
    for (let id = 0; id < logits.length; id++) if (logits[id]! < floor) logits[id] = -Infinity;
  },
};
