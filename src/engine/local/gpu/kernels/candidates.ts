import { CANDIDATES } from "../../vocabulary/scores.ts";

/** Neighbouring tokens of which only the largest logit is looked at until one of them is taken. */
export const CHUNK = 256;
/** More chunks than this do not fit into the memory of a workgroup. */
export const MOST_CHUNKS = 3072;

/** Entries of a row of the outcome: the candidates, then the log-sum-exp in the second half of one entry more. */
export const OUTCOME_ENTRIES = CANDIDATES + 1;

/** Largest logit of each chunk of each row, and the sum of exp(logit - largest). A workgroup a chunk. */
export const chunkKernel = (vocabulary: number): string => `
@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read_write> chunks: array<vec2<f32>>;
var<workgroup> parts: array<f32, ${CHUNK}>;
@compute @workgroup_size(${CHUNK})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let token = group.x * ${CHUNK}u + thread;
  let isToken = token < ${vocabulary}u;
  let logit = select(-3e38, logits[group.y * ${vocabulary}u + min(token, ${vocabulary - 1}u)], isToken);
  parts[thread] = logit;
  workgroupBarrier();
  for (var half = ${CHUNK / 2}u; half > 0u; half >>= 1u) {
    if (thread < half) { parts[thread] = max(parts[thread], parts[thread + half]); }
    workgroupBarrier();
  }
  let most = parts[0];
  workgroupBarrier();
  parts[thread] = select(0.0, exp(logit - most), isToken);
  workgroupBarrier();
  for (var half = ${CHUNK / 2}u; half > 0u; half >>= 1u) {
    if (thread < half) { parts[thread] += parts[thread + half]; }
    workgroupBarrier();
  }
  if (thread == 0u) { chunks[group.y * ${Math.ceil(vocabulary / CHUNK)}u + group.x] = vec2<f32>(most, parts[0]); }
}`;

/**
 * The likeliest tokens of each row, likeliest first and of equal ones the lower id first, and the log-sum-exp: again
 * and again the best of the chunk whose best is best. A workgroup a row. out: [rows][CANDIDATES + 1] (id, logit)
 */
export const candidatesKernel = (vocabulary: number): string => {
  const count = Math.ceil(vocabulary / CHUNK);
  return `
@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> chunks: array<vec2<f32>>;
@group(0) @binding(2) var<storage, read_write> out: array<vec2<u32>>;
var<workgroup> maxima: array<f32, ${count}>;
var<workgroup> values: array<f32, ${CHUNK}>;
var<workgroup> places: array<u32, ${CHUNK}>;
var<workgroup> taken: array<u32, ${CANDIDATES}>;

/** The largest value of all threads to values[0], the lowest of its places to places[0]. */
fn findLargest(value: f32, place: u32, thread: u32) {
  values[thread] = value;
  places[thread] = place;
  workgroupBarrier();
  for (var half = ${CHUNK / 2}u; half > 0u; half >>= 1u) {
    if (thread < half) {
      let other = values[thread + half];
      let isBetter = other > values[thread] || (other == values[thread] && places[thread + half] < places[thread]);
      if (isBetter) {
        values[thread] = other;
        places[thread] = places[thread + half];
      }
    }
    workgroupBarrier();
  }
}

@compute @workgroup_size(${CHUNK})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let row = group.x;
  for (var i = thread; i < ${count}u; i += ${CHUNK}u) { maxima[i] = chunks[row * ${count}u + i].x; }
  workgroupBarrier();
  var most = -3e38;
  for (var i = thread; i < ${count}u; i += ${CHUNK}u) { most = max(most, maxima[i]); }
  findLargest(most, thread, thread);
  most = values[0];
  workgroupBarrier();
  var mass = 0.0;
  for (var i = thread; i < ${count}u; i += ${CHUNK}u) { mass += chunks[row * ${count}u + i].y * exp(maxima[i] - most); }
  values[thread] = mass;
  workgroupBarrier();
  for (var half = ${CHUNK / 2}u; half > 0u; half >>= 1u) {
    if (thread < half) { values[thread] += values[thread + half]; }
    workgroupBarrier();
  }
  if (thread == 0u) {
    out[row * ${OUTCOME_ENTRIES}u + ${CANDIDATES}u] = vec2<u32>(0u, bitcast<u32>(most + log(values[0])));
  }
  workgroupBarrier();
  for (var found = 0u; found < ${Math.min(CANDIDATES, vocabulary)}u; found++) {
    var best = -3.1e38;
    var place = 0u;
    for (var i = thread; i < ${count}u; i += ${CHUNK}u) {
      if (maxima[i] > best) {
        best = maxima[i];
        place = i;
      }
    }
    findLargest(best, place, thread);
    let chunk = places[0];
    workgroupBarrier();
    let token = chunk * ${CHUNK}u + thread;
    var logit = -3e38;
    if (token < ${vocabulary}u) {
      logit = logits[row * ${vocabulary}u + token];
      for (var i = 0u; i < found; i++) { if (taken[i] == token) { logit = -3e38; } }
    }
    findLargest(logit, token, thread);
    let chosen = places[0];
    if (thread == 0u) {
      taken[found] = chosen;
      out[row * ${OUTCOME_ENTRIES}u + found] = vec2<u32>(chosen, bitcast<u32>(values[0]));
    }
    workgroupBarrier();
    findLargest(select(logit, -3e38, token == chosen), token, thread);
    if (thread == 0u) { maxima[chunk] = values[0]; }
    workgroupBarrier();
  }
}`;
};

/** Logits of wanted tokens. pairs: (row, token) */
export const tokenLogitsKernel = (vocabulary: number): string => `
@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> pairs: array<vec2<u32>>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= arrayLength(&out)) { return; }
  out[id.x] = logits[pairs[id.x].x * ${vocabulary}u + pairs[id.x].y];
}`;
