/** Threads of a workgroup that works on one row. */
const THREADS = 64;

/** sumOf(value): the sum of one value of each thread, for all of them. */
export const SUM_OF = `
var<workgroup> partial: array<f32, ${THREADS}>;
fn sumOf(value: f32, thread: u32) -> f32 {
  workgroupBarrier();
  partial[thread] = value;
  workgroupBarrier();
  for (var half = ${THREADS / 2}u; half > 0u; half >>= 1u) {
    if (thread < half) { partial[thread] += partial[thread + half]; }
    workgroupBarrier();
  }
  return partial[0];
}`;

/**
 * RMS norm of each row [hidden], times weight. A workgroup a row.
 * Source: Zhang and Sennrich 2019, https://arxiv.org/abs/1910.07467
 */
export const normKernel = (hidden: number, epsilon: number): string => `
@group(0) @binding(0) var<storage, read> rows: array<f32>;
@group(0) @binding(1) var<storage, read> weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
${SUM_OF}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let start = group.x * ${hidden}u;
  var squares = 0.0;
  for (var i = thread; i < ${hidden}u; i += ${THREADS}u) { squares += rows[start + i] * rows[start + i]; }
  let inverse = inverseSqrt(sumOf(squares, thread) / ${hidden}.0 + ${float(epsilon)});
  for (var i = thread; i < ${hidden}u; i += ${THREADS}u) { out[start + i] = rows[start + i] * inverse * weight[i]; }
}`;

/**
 * Adds what a product made of each row to its state, normed first where the model wants that, and norms the state for
 * what follows. A workgroup a row.
 */
export const addChangeKernel = (hidden: number, epsilon: number, hasPostNorms: boolean): string => `
@group(0) @binding(0) var<storage, read> change: array<f32>;
@group(0) @binding(1) var<storage, read_write> state: array<f32>;
@group(0) @binding(2) var<storage, read_write> normed: array<f32>;
@group(0) @binding(3) var<storage, read> nextWeight: array<f32>;
${hasPostNorms ? "@group(0) @binding(4) var<storage, read> postWeight: array<f32>;" : ""}
${SUM_OF}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let start = group.x * ${hidden}u;
  ${
    hasPostNorms
      ? `
  var made = 0.0;
  for (var i = thread; i < ${hidden}u; i += ${THREADS}u) { made += change[start + i] * change[start + i]; }
  let postInverse = inverseSqrt(sumOf(made, thread) / ${hidden}.0 + ${float(epsilon)});`
      : ""
  }
  var squares = 0.0;
  for (var i = thread; i < ${hidden}u; i += ${THREADS}u) {
    let value = state[start + i] + change[start + i]${hasPostNorms ? " * postInverse * postWeight[i]" : ""};
    state[start + i] = value;
    squares += value * value;
  }
  let inverse = inverseSqrt(sumOf(squares, thread) / ${hidden}.0 + ${float(epsilon)});
  for (var i = thread; i < ${hidden}u; i += ${THREADS}u) {
    normed[start + i] = state[start + i] * inverse * nextWeight[i];
  }
}`;

/** A number as WGSL reads a float. */
export function float(value: number): string {
  return `f32(${value})`;
}
