import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { LayerWeights } from "../graph/decoder-weights.ts";
import { deinterleaveHeads, scaleMatrix, stackMatrices, type Matrix } from "../graph/matrix.ts";
import type { LayersKernel } from "./kernel.ts";
import { floatsAt, integersAt } from "./memory-views.ts";

/** Output channels that the kernel packs together, and input channels that share a scale. */
export const GROUP = 8;
export const BLOCK = 32;

interface PackParts {
  readonly recipe: DecoderRecipe;
  readonly weights: LayerWeights;
  readonly memory: WebAssembly.Memory;
  /** Laid out. */
  readonly kernel: LayersKernel;
}

/** Reads and packs the weights of all layers. Throws an EngineError that says what is wrong with them. */
export async function packWeights(parts: PackParts): Promise<void> {
  const { recipe, weights, kernel } = parts;
  const { hidden, heads, keyValueHeads, headDim, feedForward, queryKeyNorm, queryScale } = recipe;
  const cacheWidth = keyValueHeads * headDim;
  for (const layer of recipe.layers.keys()) {
    const name = (part: string) => `blk.${layer}.${part}.weight`;
    const matrix = (part: string, rows: number, columns: number) => weights.matrix(name(part), rows, columns);
    const inOrder = (projection: Matrix) =>
      recipe.interleavedHeads ? deinterleaveHeads(projection, headDim) : projection;
    // The score scale rides on the query's norm or weights, so that it costs nothing at run time.
    const query = inOrder(await matrix("attn_q", heads * headDim, hidden));
    const projections = stackMatrices([
      queryKeyNorm ? query : scaleMatrix(query, queryScale),
      inOrder(await matrix("attn_k", cacheWidth, hidden)),
      await matrix("attn_v", cacheWidth, hidden),
    ]);
    packMatrix(parts, kernel.qkvAt(layer), projections);
    packMatrix(parts, kernel.outputAt(layer), await matrix("attn_output", hidden, heads * headDim));
    const gates = await matrix("ffn_gate", feedForward, hidden);
    const values = await matrix("ffn_up", feedForward, hidden);
    packMatrix(parts, kernel.gateUpAt(layer), interleaveMatrices([gates, values], BLOCK));
    packMatrix(parts, kernel.downAt(layer), await matrix("ffn_down", hidden, feedForward));
    await copyNorms(parts, layer, (part, length) => weights.vector(name(part), length));
  }
}

/** Tells the kernel how each layer rotates, and how far back it sees. */
export function writeLayerKinds(
  recipe: DecoderRecipe,
  memory: WebAssembly.Memory,
  kernel: LayersKernel,
): void {
  for (const [layer, kind] of recipe.layers.entries()) {
    integersAt(memory, kernel.rotaryKinds.value, layer + 1)[layer] = kind.rotary;
    integersAt(memory, kernel.windows.value, layer + 1)[layer] = recipe.windows[kind.window] ?? 2 ** 31 - 1;
  }
}

async function copyNorms(
  { recipe, memory, kernel }: PackParts,
  layer: number,
  read: (part: string, length: number) => Promise<Float32Array>,
): Promise<void> {
  const { hidden, headDim, postNorms, queryKeyNorm, queryScale } = recipe;
  const norms = floatsAt(memory, kernel.normsAt(layer), 4 * hidden + 2 * headDim);
  norms.set(await read("attn_norm", hidden), 0);
  norms.set(await read("ffn_norm", hidden), 2 * hidden);
  if (postNorms) {
    norms.set(await read("post_attention_norm", hidden), hidden);
    norms.set(await read("post_ffw_norm", hidden), 3 * hidden);
  }
  if (queryKeyNorm) {
    const queries = await read("attn_q_norm", headDim);
    norms.set(
      queries.map((weight) => weight * queryScale),
      4 * hidden,
    );
    norms.set(await read("attn_k_norm", headDim), 4 * hidden + headDim);
  }
}

function packMatrix({ memory, kernel }: PackParts, place: number, { rows, columns, readRow }: Matrix): void {
  const staging = kernel.staging.value;
  for (let group = 0; group < rows / GROUP; group++) {
    for (let i = 0; i < GROUP; i++)
      readRow(
        group * GROUP + i,
        floatsAt(memory, staging + i * columns * Float32Array.BYTES_PER_ELEMENT, columns),
      );
    kernel.packGroup(place, rows / GROUP, columns, group, staging);
  }
}

/** `count` rows of the first matrix, as many of the second, and so on. */
function interleaveMatrices(matrices: readonly Matrix[], count: number): Matrix {
  const { rows, columns } = matrices[0]!;
  return {
    rows: rows * matrices.length,
    columns,
    readRow(row, out) {
      const part = Math.floor(row / count);
      const within = Math.floor(part / matrices.length) * count + (row % count);
      matrices[part % matrices.length]!.readRow(within, out);
    },
  };
}
