import type { DecoderRecipe } from "../../architectures/architecture.ts";

type Sizes = Pick<DecoderRecipe, "heads" | "keyValueHeads" | "headDim">;

/** Keys that are scored at once, one by each thread. */
const CHUNK = 64;

/**
 * Attention of each token to the keys in its list, wherever they lie: a workgroup a head of a token, chunk by chunk of
 * keys with a running softmax. window: positions a token looks back at most; null for all.
 * Source: Milakov and Gimelshein 2018, https://arxiv.org/abs/1805.02867
 */
export const attentionKernel = (sizes: Sizes, window: number | null): string => {
  const { heads, keyValueHeads, headDim } = sizes;
  const vectors = headDim / 4;
  const width = (keyValueHeads * headDim) / 4;
  const own = Math.ceil(vectors / CHUNK);
  return `
@group(0) @binding(0) var<storage, read> projections: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> cache: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> places: array<vec4<u32>>;
@group(0) @binding(3) var<storage, read> lists: array<u32>;
@group(0) @binding(4) var<storage, read_write> mixed: array<vec4<f32>>;

var<workgroup> query: array<vec4<f32>, ${vectors}>;
var<workgroup> scores: array<f32, ${CHUNK}>;
var<workgroup> keys: array<u32, ${CHUNK}>;

@compute @workgroup_size(${CHUNK})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let head = group.x;
  let token = group.y;
  let place = places[token];
  let seen = ${window === null ? "place.z" : `min(place.z, ${window}u)`};
  let list = place.y + place.z - seen;
  let offset = (head * ${keyValueHeads}u / ${heads}u) * ${vectors}u;
  let start = (token * ${heads + 2 * keyValueHeads}u + head) * ${vectors}u;
  for (var i = thread; i < ${vectors}u; i += ${CHUNK}u) { query[i] = projections[start + i]; }
  workgroupBarrier();
  var most = -3e38;
  var total = 0.0;
  var sums: array<vec4<f32>, ${own}>;
  for (var first = 0u; first < seen; first += ${CHUNK}u) {
    let count = min(${CHUNK}u, seen - first);
    var score = -3e38;
    if (thread < count) {
      let key = lists[list + first + thread] * ${2 * width}u + offset;
      keys[thread] = key;
      var sum = vec4<f32>();
      for (var i = 0u; i < ${vectors}u; i++) { sum += query[i] * cache[key + i]; }
      score = sum.x + sum.y + sum.z + sum.w;
    }
    scores[thread] = score;
    workgroupBarrier();
    let before = most;
    for (var i = 0u; i < count; i++) { most = max(most, scores[i]); }
    workgroupBarrier();
    scores[thread] = exp(score - most);
    workgroupBarrier();
    let shrink = exp(before - most);
    total *= shrink;
    for (var i = 0u; i < ${own}u; i++) { sums[i] *= shrink; }
    for (var j = 0u; j < count; j++) {
      let share = scores[j];
      total += share;
      for (var i = 0u; i < ${own}u; i++) {
        let at = thread + i * ${CHUNK}u;
        if (at < ${vectors}u) { sums[i] += share * cache[keys[j] + ${width}u + at]; }
      }
    }
    workgroupBarrier();
  }
  for (var i = 0u; i < ${own}u; i++) {
    let at = thread + i * ${CHUNK}u;
    if (at < ${vectors}u) { mixed[(token * ${heads}u + head) * ${vectors}u + at] = sums[i] / total; }
  }
}`;
};
