/**
 * Q4_K and Q5_K pack eight 6-bit scales and eight 6-bit minimums into 12 bytes (`get_scale_min_k4` in ggml).
 * `at`: byte position of those 12; `group`: 0–7.
 */
export function readSubScale(bytes: Uint8Array, at: number, group: number): number {
  if (group < 4) return bytes[at + group]! & 63;
  return (bytes[at + group + 4]! & 15) | ((bytes[at + group - 4]! >> 6) << 4);
}

/** The group's 6-bit minimum; see readSubScale. */
export function readSubMinimum(bytes: Uint8Array, at: number, group: number): number {
  if (group < 4) return bytes[at + group + 4]! & 63;
  return (bytes[at + group + 4]! >> 4) | ((bytes[at + group]! >> 6) << 4);
}
