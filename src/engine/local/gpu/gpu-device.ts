import { EngineError } from "../../completer.ts";
import type { NoGraphics } from "../../model-runtime.ts";

/** A graphics device that may compute, and whether it still does. */
export class GpuDevice {
  readonly device: GPUDevice;
  /** As the browser names it: "nvidia ampere". */
  readonly name: string;
  /** Whether it is no device at all but the browser's own imitation of one, slower than our kernels. */
  readonly isSoftware: boolean;
  /** Resolves with what went wrong once the device is gone or has refused something; never when it was closed. */
  readonly failed: Promise<string>;
  #failure: string | null = null;
  #isClosed = false;

  private constructor(device: GPUDevice, { info }: GPUAdapter) {
    this.device = device;
    this.name =
      info.description ||
      [info.vendor, info.architecture].filter((part) => part !== "").join(" ") ||
      "no name";
    this.isSoftware = info.isFallbackAdapter || info.architecture === "swiftshader";
    this.failed = new Promise((resolve) => {
      const fail = (failure: string): void => {
        if (this.#isClosed) return;
        this.#failure ??= failure;
        resolve(failure);
      };
      void device.lost.then(({ message }) => fail(message || "it was lost"));
      device.addEventListener("uncapturederror", ({ error }) => fail(error.message));
    });
  }

  /** Gives why there is none where that is known beforehand; throws an Error where the browser refuses the device. */
  static async open(): Promise<GpuDevice | NoGraphics> {
    const gpu = (globalThis as { navigator?: Partial<Navigator> }).navigator?.gpu;
    if (gpu === undefined) return { code: "not-in-browser" };
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    if (adapter === null) return { code: "no-card" };
    const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
    const device = await adapter.requestDevice({
      requiredLimits: { maxStorageBufferBindingSize, maxBufferSize },
    });
    return new GpuDevice(device, adapter);
  }

  /** Throws an EngineError where the device is gone or has refused something: nothing it gives is trusted then. */
  throwIfFailed(): void {
    if (this.#failure !== null) {
      throw new EngineError({ code: "engine-crashed", detail: `the graphics device: ${this.#failure}` });
    }
  }

  /** Gives all of its memory back. */
  close(): void {
    this.#isClosed = true;
    this.device.destroy();
  }
}
