/** Sheets that examples of several functions stand on. */
export const CAPITALS = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["Kenya", "Nairobi"],
  ["Norway", "Oslo"],
  ["Egypt", "Cairo"],
] as const;
