import type {
  Completion,
  CompletionRequest,
  ContinuationScore,
  EngineError,
  ScoreRequest,
} from "../../completer.ts";

export type JobOutcome<Result> =
  | { readonly type: "completed"; readonly result: Result }
  | { readonly type: "failed"; readonly error: EngineError }
  | { readonly type: "cancelled" };

/** A request with who asked for it. */
interface Asked<Request, Result> {
  readonly request: Request;
  /** Asked at every step; a cancelled job leaves the pack at the next one. */
  isCancelled(): boolean;
  /** Called exactly once. */
  end(outcome: JobOutcome<Result>): void;
}

/** A text to go on with. */
export interface CompletionJob extends Asked<CompletionRequest, Completion> {
  readonly type: "completion";
}

/** A text to score. */
export interface ScoringJob extends Asked<ScoreRequest, ContinuationScore> {
  readonly type: "scoring";
}

export type Job = CompletionJob | ScoringJob;
