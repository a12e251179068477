import type { Completion, CompletionRequest, EngineError } from "../../completer.ts";

export type JobOutcome =
  | { readonly type: "completed"; readonly completion: Completion }
  | { readonly type: "failed"; readonly error: EngineError }
  | { readonly type: "cancelled" };

/** A request with who asked for it. */
export interface CompletionJob {
  readonly request: CompletionRequest;
  /** Asked at every step; a cancelled job leaves the pack at the next one. */
  isCancelled(): boolean;
  /** Called exactly once. */
  end(outcome: JobOutcome): void;
}
