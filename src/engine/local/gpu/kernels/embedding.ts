import { float } from "./norms.ts";

/**
 * Embeddings of the tokens whose rows a packed matrix holds, times a scale. A workgroup a token; tokens of other pieces
 * of the vocabulary are left as they are.
 */
export const embeddingKernel = (rows: number, columns: number, scale: number): string => `
struct Run { tokens: u32, offset: u32 }
@group(0) @binding(0) var<storage, read> levels: array<u32>;
@group(0) @binding(1) var<storage, read> factors: array<vec2<f32>>;
@group(0) @binding(2) var<storage, read> ids: array<u32>;
@group(0) @binding(3) var<storage, read_write> state: array<vec4<f32>>;
@group(0) @binding(4) var<uniform> run: Run;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let id = ids[group.x];
  if (id < run.offset || id - run.offset >= ${rows}u) { return; }
  let row = id - run.offset;
  for (var i = thread; i < ${columns / 4}u; i += 64u) {
    let factor = factors[row * ${columns / 32}u + (i >> 3u)];
    let values = unpack4x8unorm(levels[row * ${columns / 4}u + i]) * factor.x + factor.y;
    state[group.x * ${columns / 4}u + i] = values * ${float(scale)};
  }
}`;
