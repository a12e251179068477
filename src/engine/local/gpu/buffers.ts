const STORAGE = 0x80;
const UNIFORM = 0x40;
const COPY_SOURCE = 0x04;
const COPY_TARGET = 0x08;

/** Memory of the device that kernels read and write. */
export const storageBuffer = (device: GPUDevice, bytes: number): GPUBuffer =>
  device.createBuffer({
    size: Math.max(16, Math.ceil(bytes / 16) * 16),
    usage: STORAGE | COPY_SOURCE | COPY_TARGET,
  });

/** The buffer where it is long enough; else a longer one in its place, so that few are made for lists that grow. */
export function grown(device: GPUDevice, buffer: GPUBuffer | null, bytes: number): GPUBuffer {
  if (buffer !== null && buffer.size >= bytes) return buffer;
  buffer?.destroy();
  return storageBuffer(device, 2 ** Math.ceil(Math.log2(bytes)));
}

/** Memory for a few numbers that all threads read. */
export const uniformBuffer = (device: GPUDevice, bytes: number): GPUBuffer =>
  device.createBuffer({ size: bytes, usage: UNIFORM | COPY_TARGET });

/** Numbers that stay as they are. */
export function filledBuffer(device: GPUDevice, values: Float32Array<ArrayBuffer>): GPUBuffer {
  const buffer = storageBuffer(device, values.byteLength);
  device.queue.writeBuffer(buffer, 0, values);
  return buffer;
}
