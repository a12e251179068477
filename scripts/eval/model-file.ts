import { existsSync } from "node:fs";

/**
 * Path of the model: a file as it is, or a model of models.lock.json, made ready first. Throws an Error where neither
 * is there.
 */
export async function modelFile(model: string): Promise<string> {
  if (existsSync(model)) return model;
  if (model.endsWith(".gguf")) throw new Error(`There is no file ${model}.`);
  // Only here: a bundle that is given a file needs no folder of pieces, and that script would take itself for the
  // started one.
  const { ensureModel } = await import("../model.ts");
  return ensureModel(model, console.log);
}
