import type { DeviceMatrix } from "./device-matrix.ts";
import type { KernelSet } from "./kernel-set.ts";
import {
  productKernel,
  THIN_CHANNELS,
  thinProductKernel,
  TILE_CHANNELS,
  TILE_ROWS,
} from "./kernels/product.ts";
import { bind, type Step } from "./step.ts";

const COMPUTE = 0x4;

/** Up to so many rows, reading the weights counts for more than the arithmetic. */
const THIN_ROWS = 8;
/** Rows that a workgroup takes at once where there are few but more than one. */
const THIN_COUNT = 4;

const layouts = new WeakMap<GPUDevice, GPUBindGroupLayout>();

/** The bindings of all product kernels: levels, factors, input, outcome, run. */
function layoutOf(device: GPUDevice): GPUBindGroupLayout {
  const known = layouts.get(device);
  if (known !== undefined) return known;
  const types = [
    "read-only-storage",
    "read-only-storage",
    "read-only-storage",
    "storage",
    "uniform",
  ] as const;
  const layout = device.createBindGroupLayout({
    entries: types.map((type, binding) => ({ binding, visibility: COMPUTE, buffer: { type } })),
  });
  layouts.set(device, layout);
  return layout;
}

export interface ProductBuffers {
  /** [rows, matrix.columns] f32 */
  readonly input: GPUBuffer;
  /** [rows, stride] f32; the product is written from the run's offset on. */
  readonly out: GPUBuffer;
  /** How many rows there are, and the offset: (u32, u32) */
  readonly run: GPUBuffer;
}

/** The product of rows with a matrix, by the kernel that suits their number. */
export async function productStep(
  device: GPUDevice,
  kernels: KernelSet,
  matrix: DeviceMatrix,
  { input, out, run }: ProductBuffers,
  stride = matrix.rows,
): Promise<Step> {
  const layout = layoutOf(device);
  const shape = { rows: matrix.rows, columns: matrix.columns, stride };
  const [one, few, many] = await Promise.all([
    kernels.compile(thinProductKernel(shape, 1), layout),
    kernels.compile(thinProductKernel(shape, THIN_COUNT), layout),
    kernels.compile(productKernel(shape), layout),
  ]);
  const group = bind(device, layout, [matrix.levels, matrix.factors, input, out, run]);
  return (pass, rows) => {
    pass.setPipeline(rows === 1 ? one : rows <= THIN_ROWS ? few : many);
    pass.setBindGroup(0, group);
    if (rows <= THIN_ROWS) {
      const taken = rows === 1 ? 1 : THIN_COUNT;
      pass.dispatchWorkgroups(Math.ceil(matrix.rows / THIN_CHANNELS), Math.ceil(rows / taken));
    } else {
      pass.dispatchWorkgroups(Math.ceil(matrix.rows / TILE_CHANNELS), Math.ceil(rows / TILE_ROWS));
    }
  };
}
