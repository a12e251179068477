/** One kernel over its buffers, for so many rows (tokens, or places that are scored). */
export type Step = (pass: GPUComputePassEncoder, rows: number) => void;

/** buffers: in the order of the kernel's bindings; grid: workgroups for so many rows */
export function step(
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  buffers: readonly GPUBuffer[],
  grid: (rows: number) => readonly [x: number, y: number],
): Step {
  const group = bind(device, pipeline.getBindGroupLayout(0), buffers);
  return (pass, rows) => {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...grid(rows));
  };
}

export const bind = (
  device: GPUDevice,
  layout: GPUBindGroupLayout,
  buffers: readonly GPUBuffer[],
): GPUBindGroup =>
  device.createBindGroup({
    layout,
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });

/** All steps in one pass of the encoder. */
export function encodeSteps(encoder: GPUCommandEncoder, steps: readonly Step[], rows: number): void {
  const pass = encoder.beginComputePass();
  for (const one of steps) one(pass, rows);
  pass.end();
}
