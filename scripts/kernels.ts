import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { runScript } from "./run-script.ts";

const ENGINE = fileURLToPath(new URL("../src/engine/local/", import.meta.url));

const COMMON = "-O3 --noAssert --runtime stub --importMemory --use abort= --enable simd".split(" ");
const RELAXED = ["--enable", "relaxed-simd"];
/** The most pages must be what the engine makes its shared memory with. */
const THREADS = "--enable threads --sharedMemory --maximumMemory 32768".split(" ");

/** A module of kernels, and the builds of it. */
interface KernelModule {
  /** Folder and name: `folder/assembly/name.ts` becomes `folder/name.wasm.ts`. */
  readonly folder: string;
  readonly name: string;
  readonly variants: Readonly<Record<string, readonly string[]>>;
}

export const KERNEL_MODULES: readonly KernelModule[] = [
  { folder: "vocabulary", name: "vocabulary", variants: { simd: [], relaxed: RELAXED } },
  {
    folder: "layers",
    name: "layers",
    variants: { simd: [], relaxed: RELAXED, simdThreads: THREADS, relaxedThreads: [...THREADS, ...RELAXED] },
  },
];

/** Where the compiled kernels are kept. */
export const kernelFile = ({ folder, name }: KernelModule): string => `${ENGINE}${folder}/${name}.wasm.ts`;

/** The module that holds the compiled kernels, as text. Throws an Error with the compiler's messages. */
export async function kernelModule(module: KernelModule): Promise<string> {
  const source = `${ENGINE}${module.folder}/assembly/${module.name}.ts`;
  const entries: string[] = [];
  for (const [variant, flags] of Object.entries(module.variants))
    entries.push(`${variant}: "${await compiled(source, flags)}"`);
  const text = `/** Compiled from assembly/${module.name}.ts by \`npm run kernels\`; a test proves it fresh. */
export const ${module.name.toUpperCase()}_WASM = { ${entries.join(", ")} };`;
  return format(text, { ...(await resolveConfig(kernelFile(module))), parser: "typescript" });
}

/** The binary, in base64. */
async function compiled(source: string, flags: readonly string[]): Promise<string> {
  const packageFile = createRequire(import.meta.url).resolve("assemblyscript/package.json");
  const compiler = join(dirname(packageFile), "bin/asc.js");
  const folder = await mkdtemp(join(tmpdir(), "fewshot-kernels-"));
  try {
    const binary = join(folder, "kernel.wasm");
    const command = [compiler, source, ...COMMON, ...flags, "--outFile", binary];
    const { status, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
    if (status !== 0) throw new Error(`The kernels do not compile: ${stderr}`);
    return (await readFile(binary)).toString("base64");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

runScript(import.meta.url, async () => {
  for (const module of KERNEL_MODULES) await writeFile(kernelFile(module), await kernelModule(module));
});
