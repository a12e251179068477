// AssemblyScript (see scripts/kernels.ts): the product of hidden states with a large vocabulary, in SIMD WebAssembly:
// a preview of all tokens, in nibbles, and exact logits of those that are wanted.
export {
  BLOCK, EXACT, activations, center, channels, layOut, logits, masses, maxima, restScales, restWeights, rowSquares, rows,
  scales, totals, wantedRows, weights, whole,
} from "./layout";
export { choose, lookAgain, prepareRows, previewFour, previewOne, previewWhole, totalMass } from "./preview";
export { start } from "./rotation";
export { exactLogits, makePreview, restSquaredErrors, restSquares, squaredErrors } from "./rows";
