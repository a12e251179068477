import { CellError, describe, fromEngine } from "../core/errors/cell-error.ts";
import { EngineError } from "../engine/completer.ts";

/** What went wrong, in words for people and in the current language, as far as anybody expected it. */
export function wordsOf(error: unknown): string {
  if (error instanceof CellError) return describe(error).text;
  if (error instanceof EngineError) return describe(fromEngine(error.failure)).text;
  return error instanceof Error ? error.message : String(error);
}
