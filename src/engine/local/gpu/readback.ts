import type { GpuDevice } from "./gpu-device.ts";

const MAP_READ = 0x01;
const COPY_TARGET = 0x08;

/** How long the reason of a failure is waited for. */
const REASON_MS = 1000;

/** A part of a buffer of the device. */
export interface BufferPart {
  readonly buffer: GPUBuffer;
  /** Both a whole number of 4. */
  readonly offset: number;
  readonly bytes: number;
}

/** Brings what kernels have made from the device, through memory that is used again and again. */
export class Readback {
  readonly #gpu: GpuDevice;
  readonly #free: GPUBuffer[] = [];

  constructor(gpu: GpuDevice) {
    this.#gpu = gpu;
  }

  /**
   * Submits what the encoder holds, and gives the parts as they are then, one after the other.
   * Rejects with an EngineError where the device has failed.
   */
  async submit(encoder: GPUCommandEncoder, parts: readonly BufferPart[]): Promise<ArrayBuffer> {
    const { device } = this.#gpu;
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    if (bytes === 0) {
      device.queue.submit([encoder.finish()]);
      this.#gpu.throwIfFailed();
      return new ArrayBuffer(0);
    }
    const target = this.#take(bytes);
    let at = 0;
    for (const part of parts) {
      encoder.copyBufferToBuffer(part.buffer, part.offset, target, at, part.bytes);
      at += part.bytes;
    }
    device.queue.submit([encoder.finish()]);
    try {
      await target.mapAsync(MAP_READ, 0, bytes);
    } catch (error) {
      // Why is told apart from that, a moment earlier or later.
      await Promise.race([this.#gpu.failed, new Promise((resolve) => setTimeout(resolve, REASON_MS))]);
      this.#gpu.throwIfFailed();
      throw error;
    }
    const copy = target.getMappedRange(0, bytes).slice(0);
    target.unmap();
    this.#free.push(target);
    this.#gpu.throwIfFailed();
    return copy;
  }

  #take(bytes: number): GPUBuffer {
    const found = this.#free.findIndex(({ size }) => size >= bytes);
    if (found >= 0) return this.#free.splice(found, 1)[0]!;
    // Too small for this and what is alike: gone, so that few are kept.
    this.#free.pop()?.destroy();
    const size = 2 ** Math.ceil(Math.log2(Math.max(bytes, 4096)));
    return this.#gpu.device.createBuffer({ size, usage: MAP_READ | COPY_TARGET });
  }
}
