import { CellError, cellError, fromEngine } from "../../core/errors/cell-error.ts";
import { EngineError } from "../../engine/completer.ts";

/**
 * Any failure in the words of the catalogue. What nobody expected counts as a crash of the engine, with its message.
 */
export function toCellError(error: unknown): CellError {
  if (error instanceof CellError) return error;
  if (error instanceof EngineError) return fromEngine(error.failure);
  return cellError("engineCrashed", { detail: error instanceof Error ? error.message : String(error) });
}

/** True where the engine itself is gone and a new one may do better. */
export function isCrash(error: unknown): error is EngineError {
  return error instanceof EngineError && error.failure.code === "engine-crashed";
}
