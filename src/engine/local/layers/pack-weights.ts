import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { LayerWeights } from "../matrices/decoder-weights.ts";
import { LayerTensors, type LayerNorms } from "../matrices/layer-tensors.ts";
import type { Matrix } from "../matrices/matrix.ts";
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
  for (const layer of recipe.layers.keys()) {
    const tensors = new LayerTensors(recipe, weights, layer);
    packMatrix(parts, kernel.qkvAt(layer), await tensors.projections());
    packMatrix(parts, kernel.outputAt(layer), await tensors.output());
    packMatrix(parts, kernel.gateUpAt(layer), interleaveMatrices(await tensors.gates(), BLOCK));
    packMatrix(parts, kernel.downAt(layer), await tensors.down());
    copyNorms(parts, layer, await tensors.norms());
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

function copyNorms(
  { recipe, memory, kernel }: PackParts,
  layer: number,
  { attention, postAttention, feedForward, postFeedForward, heads }: LayerNorms,
): void {
  const { hidden, headDim } = recipe;
  const norms = floatsAt(memory, kernel.normsAt(layer), 4 * hidden + 2 * headDim);
  for (const [place, norm] of [attention, postAttention, feedForward, postFeedForward, heads].entries())
    if (norm !== null) norms.set(norm, place * hidden);
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
