import { EngineError } from "../../completer.ts";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import { canPack } from "../layers/packed-layers.ts";
import { canShard } from "./load-vocabulary.ts";

/** Throws an EngineError (model-unsupported) where our kernels cannot run a model of these sizes. */
export function requireRunnable(recipe: DecoderRecipe): void {
  if (canPack(recipe) && canShard(recipe.hidden)) return;
  const detail = `rows of ${recipe.hidden} and ${recipe.feedForward} values are no whole number of 32`;
  throw new EngineError({ code: "model-unsupported", detail });
}
