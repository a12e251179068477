import type { DecoderRecipe } from "../../architectures/architecture.ts";
import { float, SUM_OF } from "./norms.ts";

type Sizes = Pick<DecoderRecipe, "heads" | "keyValueHeads" | "headDim" | "normEpsilon" | "queryKeyNorm">;

/**
 * Norms and rotates queries and keys of each token, and puts its keys and values into its slot. A workgroup a head of a
 * token. cache: [slot][2][keyValueHeads * headDim], keys first; cosines, sines: [kinds][tokens][headDim / 2]
 */
export const placementKernel = (sizes: Sizes, kind: number): string => {
  const { heads, keyValueHeads, headDim, normEpsilon, queryKeyNorm } = sizes;
  const half = headDim / 2;
  const width = keyValueHeads * headDim;
  return `
struct Run { tokens: u32, offset: u32 }
@group(0) @binding(0) var<storage, read_write> projections: array<f32>;
@group(0) @binding(1) var<storage, read_write> cache: array<f32>;
@group(0) @binding(2) var<storage, read> cosines: array<f32>;
@group(0) @binding(3) var<storage, read> sines: array<f32>;
@group(0) @binding(4) var<storage, read> places: array<vec4<u32>>;
@group(0) @binding(5) var<uniform> run: Run;
${queryKeyNorm ? "@group(0) @binding(6) var<storage, read> headNorms: array<f32>;" : ""}
${queryKeyNorm ? SUM_OF : ""}
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let head = group.x;
  let token = group.y;
  let start = (token * ${heads + 2 * keyValueHeads}u + head) * ${headDim}u;
  let slot = places[token].x * ${2 * width}u;
  if (head >= ${heads + keyValueHeads}u) {
    let to = slot + ${width}u + (head - ${heads + keyValueHeads}u) * ${headDim}u;
    for (var i = thread; i < ${headDim}u; i += 64u) { cache[to + i] = projections[start + i]; }
    return;
  }
  ${
    queryKeyNorm
      ? `
  var squares = 0.0;
  for (var i = thread; i < ${headDim}u; i += 64u) { squares += projections[start + i] * projections[start + i]; }
  let inverse = inverseSqrt(sumOf(squares, thread) / ${headDim}.0 + ${float(normEpsilon)});
  let norm = select(0u, ${headDim}u, head >= ${heads}u);`
      : ""
  }
  let angle = (${kind}u * run.tokens + token) * ${half}u;
  for (var i = thread; i < ${half}u; i += 64u) {
    var low = projections[start + i];
    var high = projections[start + ${half}u + i];
    ${
      queryKeyNorm
        ? `
    low *= inverse * headNorms[norm + i];
    high *= inverse * headNorms[norm + ${half}u + i];`
        : ""
    }
    let c = cosines[angle + i];
    let s = sines[angle + i];
    let first = low * c - high * s;
    let second = high * c + low * s;
    if (head < ${heads}u) {
      projections[start + i] = first;
      projections[start + ${half}u + i] = second;
    } else {
      let to = slot + (head - ${heads}u) * ${headDim}u;
      cache[to + i] = first;
      cache[to + ${half}u + i] = second;
    }
  }
}`;
};
