import type { DecoderRecipe } from "../../architectures/architecture.ts";

/** Threads of a workgroup, each with one value. */
export const GATE_THREADS = 64;

/** 2 sqrt(2 / pi) and the cube's factor of GELU in its tanh form. */
const GELU = "1.5957691216 * (gate + 0.044715 * gate * gate * gate)";

/**
 * Values opened by their gates: value * gate * sigmoid(z), where z is the gate (SiLU) or that of GELU's tanh form,
 * since 1 + tanh(z / 2) = 2 sigmoid(z). gated: [rows, 2 feedForward], a row's gates before its values
 * Sources: Shazeer 2020, https://arxiv.org/abs/2002.05202; Hendrycks and Gimpel 2016, https://arxiv.org/abs/1606.08415
 */
export const gatesKernel = ({
  feedForward,
  activation,
}: Pick<DecoderRecipe, "feedForward" | "activation">): string => `
@group(0) @binding(0) var<storage, read> gated: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
@compute @workgroup_size(${GATE_THREADS})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= ${feedForward}u) { return; }
  let start = id.y * ${2 * feedForward}u + id.x;
  let gate = gated[start];
  let z = ${activation === "silu" ? "gate" : GELU};
  out[id.y * ${feedForward}u + id.x] = gated[start + ${feedForward}u] * gate / (1.0 + exp(-z));
}`;
