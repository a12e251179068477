/** Compiled kernels, each text once. */
export class KernelSet {
  readonly #device: GPUDevice;
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Rejects with the compiler's message. layout: of the bindings; left out, as the kernel uses them */
  compile(code: string, layout: GPUBindGroupLayout | null = null): Promise<GPUComputePipeline> {
    const known = this.#pipelines.get(code);
    if (known !== undefined) return known;
    const pipeline = this.#compile(code, layout);
    this.#pipelines.set(code, pipeline);
    return pipeline;
  }

  async #compile(code: string, layout: GPUBindGroupLayout | null): Promise<GPUComputePipeline> {
    const device = this.#device;
    const module = device.createShaderModule({ code });
    try {
      return await device.createComputePipelineAsync({
        layout: layout === null ? "auto" : device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        compute: { module, entryPoint: "main" },
      });
    } catch (error) {
      const { messages } = await module.getCompilationInfo();
      const first = messages.find(({ type }) => type === "error");
      if (first === undefined) throw error;
      const line = code.split("\n")[first.lineNum - 1]?.trim();
      throw new Error(`a kernel does not compile: ${first.message} (${line})`, { cause: error });
    }
  }
}
