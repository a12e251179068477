/** Sizes of a packed matrix, as its kernels are written for it. */
export interface ProductShape {
  /** Output channels. */
  readonly rows: number;
  /** Input channels, a whole number of 32. */
  readonly columns: number;
  /** Values from one row of the outcome to the next. */
  readonly stride: number;
}

/** Output channels and rows of activations of one workgroup. */
export const TILE_CHANNELS = 64;
export const TILE_ROWS = 32;

const THREADS = 128;

/**
 * out[row][offset + channel] = sum over k of x[row][k] * weight[channel][k], for many rows: tiles of 64 channels and 32
 * rows, block by block of 32 k. Weights are unpacked once for a tile; each thread sums 4 channels for 4 rows.
 */
export const productKernel = ({ rows, columns, stride }: ProductShape): string => `
struct Run { rows: u32, offset: u32 }
@group(0) @binding(0) var<storage, read> levels: array<u32>;
@group(0) @binding(1) var<storage, read> factors: array<vec2<f32>>;
@group(0) @binding(2) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
@group(0) @binding(4) var<uniform> run: Run;

// [k][4 channels], [k][4 rows]
var<workgroup> weights: array<vec4<f32>, 512>;
var<workgroup> inputs: array<vec4<f32>, 256>;

fn weightsOf(channel: u32, block: u32, quarter: u32) -> vec4<f32> {
  let known = min(channel, ${rows - 1}u);
  let factor = factors[known * ${columns / 32}u + block];
  return unpack4x8unorm(levels[known * ${columns / 4}u + block * 8u + quarter]) * factor.x + factor.y;
}

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let firstChannel = group.x * ${TILE_CHANNELS}u;
  let firstRow = group.y * ${TILE_ROWS}u;
  let four = thread & 15u;
  let part = thread >> 4u;
  var sum0 = vec4<f32>();
  var sum1 = vec4<f32>();
  var sum2 = vec4<f32>();
  var sum3 = vec4<f32>();
  for (var block = 0u; block < ${columns / 32}u; block++) {
    let channel = firstChannel + four * 4u;
    let w = transpose(mat4x4<f32>(
      weightsOf(channel, block, part), weightsOf(channel + 1u, block, part),
      weightsOf(channel + 2u, block, part), weightsOf(channel + 3u, block, part),
    ));
    for (var i = 0u; i < 4u; i++) { weights[(part * 4u + i) * 16u + four] = w[i]; }
    if (thread < 64u) {
      let row = firstRow + (thread & 7u) * 4u;
      let at = block * 8u + (thread >> 3u);
      let a = transpose(mat4x4<f32>(
        x[row * ${columns / 4}u + at], x[(row + 1u) * ${columns / 4}u + at],
        x[(row + 2u) * ${columns / 4}u + at], x[(row + 3u) * ${columns / 4}u + at],
      ));
      for (var i = 0u; i < 4u; i++) { inputs[((thread >> 3u) * 4u + i) * 8u + (thread & 7u)] = a[i]; }
    }
    workgroupBarrier();
    for (var k = 0u; k < 32u; k++) {
      let w = weights[k * 16u + four];
      let a = inputs[k * 8u + part];
      sum0 += a.x * w;
      sum1 += a.y * w;
      sum2 += a.z * w;
      sum3 += a.w * w;
    }
    workgroupBarrier();
  }
  let sums = array<vec4<f32>, 4>(sum0, sum1, sum2, sum3);
  for (var i = 0u; i < 4u; i++) {
    let row = firstRow + part * 4u + i;
    for (var j = 0u; j < 4u; j++) {
      let channel = firstChannel + four * 4u + j;
      if (row < run.rows && channel < ${rows}u) { out[row * ${stride}u + run.offset + channel] = sums[i][j]; }
    }
  }
}`;

/** Output channels of one workgroup. */
export const THIN_CHANNELS = 8;

/**
 * The same for few rows, where reading the weights is all that counts: eight threads share a channel, and read its
 * weights side by side. count: rows of activations of one workgroup
 */
export const thinProductKernel = ({ rows, columns, stride }: ProductShape, count: number): string => `
struct Run { rows: u32, offset: u32 }
@group(0) @binding(0) var<storage, read> levels: array<vec4<u32>>;
@group(0) @binding(1) var<storage, read> factors: array<vec2<f32>>;
@group(0) @binding(2) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
@group(0) @binding(4) var<uniform> run: Run;

var<workgroup> parts: array<f32, ${64 * count}>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let lane = thread & 7u;
  let channel = group.x * ${THIN_CHANNELS}u + (thread >> 3u);
  let known = min(channel, ${rows - 1}u);
  let firstRow = group.y * ${count}u;
  var sums: array<f32, ${count}>;
  for (var at = lane; at < ${columns / 16}u; at += 8u) {
    let packed = levels[known * ${columns / 16}u + at];
    let factor = factors[known * ${columns / 32}u + (at >> 1u)];
    let w0 = unpack4x8unorm(packed.x) * factor.x + factor.y;
    let w1 = unpack4x8unorm(packed.y) * factor.x + factor.y;
    let w2 = unpack4x8unorm(packed.z) * factor.x + factor.y;
    let w3 = unpack4x8unorm(packed.w) * factor.x + factor.y;
    for (var i = 0u; i < ${count}u; i++) {
      let start = (firstRow + i) * ${columns / 4}u + at * 4u;
      sums[i] += dot(w0, x[start]) + dot(w1, x[start + 1u]) + dot(w2, x[start + 2u]) + dot(w3, x[start + 3u]);
    }
  }
  for (var i = 0u; i < ${count}u; i++) { parts[thread * ${count}u + i] = sums[i]; }
  workgroupBarrier();
  if (thread < ${8 * count}u) {
    let i = thread & ${count - 1}u;
    let own = thread / ${count}u;
    var sum = 0.0;
    for (var j = 0u; j < 8u; j++) { sum += parts[(own * 8u + j) * ${count}u + i]; }
    let row = firstRow + i;
    let channelOut = group.x * ${THIN_CHANNELS}u + own;
    if (row < run.rows && channelOut < ${rows}u) { out[row * ${stride}u + run.offset + channelOut] = sum; }
  }
}`;
