import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findModel, parseModelLock } from "../weights/model-lock.ts";

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

/** Hex SHA-256 of the same file, as the lock file has it: what comes with Fewshot for a model is found by it. */
export function hashOf(model: keyof typeof MODEL_FILES): string {
  const lock = readFileSync(new URL("../../../../model/models.lock.json", import.meta.url), "utf8");
  return findModel(parseModelLock(JSON.parse(lock)), model).sha256;
}
