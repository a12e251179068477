import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MODEL_FILES = {
  "gemma-3-270m": "gemma-3-270m-q4_k_m.gguf",
  "smollm2-135m": "smollm2-135m-instruct-q4_1.gguf",
} as const;

/** Path of a real model file for tests under Node. Throws, naming the command to run, when it has not been fetched. */
export function modelPath(model: keyof typeof MODEL_FILES): string {
  const url = new URL(`../../../../.cache/models/${MODEL_FILES[model]}`, import.meta.url);
  const path = fileURLToPath(url);
  if (!existsSync(path)) throw new Error(`${MODEL_FILES[model]} is not there; run: npm run model`);
  return path;
}
