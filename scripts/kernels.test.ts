import { readFile } from "node:fs/promises";
import { KERNEL_MODULES, kernelFile, kernelModule } from "./kernels.ts";

it.each(KERNEL_MODULES)(
  "keeps the compiled $name kernels as fresh as their source",
  async (module) => {
    expect(await kernelModule(module)).toBe(await readFile(kernelFile(module), "utf8"));
  },
  180_000,
);
