import { EngineError, type EngineFailure } from "../../completer.ts";

/** What was thrown as data that crosses a Worker. */
export function failureOf(error: unknown): EngineFailure {
  if (error instanceof EngineError) return error.failure;
  return { code: "engine-crashed", detail: error instanceof Error ? error.message : String(error) };
}
