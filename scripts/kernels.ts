import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { runScript } from "./run-script.ts";

const FOLDER = fileURLToPath(new URL("../src/engine/local/vocabulary/", import.meta.url));
const SOURCE = `${FOLDER}assembly/vocabulary.ts`;
const TARGET = `${FOLDER}vocabulary.wasm.ts`;

const COMMON = "-O3 --noAssert --runtime stub --importMemory --use abort= --enable simd".split(" ");
const VARIANTS = { simd: [], relaxed: ["--enable", "relaxed-simd"] };

/** The module that holds the compiled kernels, as text. Throws an Error with the compiler's messages. */
export async function kernelModule(): Promise<string> {
  const entries: string[] = [];
  for (const [name, flags] of Object.entries(VARIANTS)) entries.push(`${name}: "${await compiled(flags)}"`);
  const text = `/** Compiled from assembly/vocabulary.ts by \`npm run kernels\`; a test proves it fresh. */
export const VOCABULARY_WASM = { ${entries.join(", ")} };`;
  return format(text, { ...(await resolveConfig(TARGET)), parser: "typescript" });
}

/** The binary, in base64. */
async function compiled(flags: readonly string[]): Promise<string> {
  const packageFile = createRequire(import.meta.url).resolve("assemblyscript/package.json");
  const compiler = join(dirname(packageFile), "bin/asc.js");
  const folder = await mkdtemp(join(tmpdir(), "fewshot-kernels-"));
  try {
    const binary = join(folder, "kernel.wasm");
    const command = [compiler, SOURCE, ...COMMON, ...flags, "--outFile", binary];
    const { status, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
    if (status !== 0) throw new Error(`The kernels do not compile: ${stderr}`);
    return (await readFile(binary)).toString("base64");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

runScript(import.meta.url, async () => writeFile(TARGET, await kernelModule()));
