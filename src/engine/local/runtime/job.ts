import type {
  Completion,
  CompletionRequest,
  ContinuationScore,
  Embedding,
  EmbedRequest,
  EngineError,
  ScoreRequest,
} from "../../completer.ts";

export type JobOutcome<Result> =
  | { readonly type: "completed"; readonly result: Result }
  | { readonly type: "failed"; readonly error: EngineError }
  | { readonly type: "cancelled" };

/** A request with who asked for it. */
export interface Asked<Request, Result> {
  readonly request: Request;
  /** Asked at every step; a cancelled job leaves the pack at the next one. */
  isCancelled(): boolean;
  /** Asked whenever a waiting job is taken: urgent ones go first. */
  isUrgent(): boolean;
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

/** A text to embed. */
export interface EmbeddingJob extends Asked<EmbedRequest, Embedding> {
  readonly type: "embedding";
}

export type Job = CompletionJob | ScoringJob | EmbeddingJob;

/** What all jobs of a group begin with; embedded texts share nothing. */
export function sharedTextOf(job: Job): string {
  return job.type === "embedding" ? "" : job.request.prompt.prefix;
}

/** All of the text that the model reads before it writes. */
export function textOf(job: Job): string {
  if (job.type === "embedding") return job.request.text;
  const { prefix, suffix } = job.request.prompt;
  return prefix + suffix + (job.type === "scoring" ? job.request.continuation : "");
}
