import { readFile } from "node:fs/promises";
import { kernelModule } from "./kernels.ts";

it("keeps the compiled kernels as fresh as their source", async () => {
  const kept = await readFile(
    new URL("../src/engine/local/vocabulary/vocabulary.wasm.ts", import.meta.url),
    "utf8",
  );
  expect(await kernelModule()).toBe(kept);
}, 60_000);
