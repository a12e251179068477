import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "./ensure-chromium.ts";

const environment = { ...process.env };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fewshot-path-"));
});
afterEach(async () => {
  process.env = { ...environment };
  await rm(folder, { recursive: true });
});

describe("the Chromium of the browser tests", () => {
  it("is the one that the environment names, before any in the PATH", async () => {
    const named = join(folder, "my-chromium");
    await writeFile(named, "");
    await writeFile(join(folder, "chromium"), "");
    process.env["CHROMIUM"] = named;
    process.env["PATH"] = folder;
    expect(ensureChromium(() => undefined)).toBe(named);
  });

  it("is found in the PATH under the names that systems give it", async () => {
    const found = join(folder, "google-chrome-stable");
    await writeFile(found, "");
    delete process.env["CHROMIUM"];
    process.env["PATH"] = folder;
    expect(ensureChromium(() => undefined)).toBe(found);
  });

  it("is missed in words when the environment names a file that is not there", () => {
    process.env["CHROMIUM"] = join(folder, "none");
    expect(() => ensureChromium(() => undefined)).toThrow(/CHROMIUM names a file that is not there/);
  });
});
