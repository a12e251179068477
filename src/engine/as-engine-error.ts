import { EngineError } from "./completer.ts";

/** What was thrown as an error of the engine. What nobody expected counts as a crash, with its message. */
export function asEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  return new EngineError({
    code: "engine-crashed",
    detail: error instanceof Error ? error.message : String(error),
  });
}
