import type { DecoderRecipe } from "../architectures/architecture.ts";

/**
 * How much a text's last token attends to each of its tokens, [heads, tokens]: softmax of the products of its queries
 * with the keys that it sees. queries: [heads, headDim], rotated and scaled; keysOf: [keyValueHeads, headDim] of a slot
 */
export function attentionOf(
  { heads, keyValueHeads, headDim, layers, windows }: DecoderRecipe,
  layer: number,
  queries: Float32Array,
  slots: readonly number[],
  keysOf: (slot: number) => Float32Array,
): Float32Array {
  const firstSeen = Math.max(0, slots.length - (windows[layers[layer]!.window] ?? Infinity));
  const attention = new Float32Array(heads * slots.length);
  for (let head = 0; head < heads; head++) {
    const offset = Math.floor((head * keyValueHeads) / heads) * headDim;
    const query = queries.subarray(head * headDim, (head + 1) * headDim);
    const row = attention.subarray(head * slots.length, (head + 1) * slots.length);
    let total = 0;
    for (let i = firstSeen; i < slots.length; i++) {
      const keys = keysOf(slots[i]!);
      row[i] = query.reduce((sum, value, d) => sum + value * keys[offset + d]!, 0);
    }
    const most = row.subarray(firstSeen).reduce((a, b) => Math.max(a, b));
    for (let i = firstSeen; i < slots.length; i++) total += row[i] = Math.exp(row[i]! - most);
    for (let i = firstSeen; i < slots.length; i++) row[i]! /= total;
  }
  return attention;
}
