import { CellError } from "../core/errors/cell-error.ts";
import { promptText } from "../core/examples/cell-value.ts";
import type { Completion } from "../engine/completer.ts";
import type { PromptJob, ReadAnswer } from "./prompt-job.ts";

/** A row's answer and the job whose completion gave it. */
export interface ElectedAnswer extends ReadAnswer {
  readonly job: PromptJob;
  readonly completion: Completion;
}

/** The job with all that vote with it. */
export function votersOf(job: PromptJob): readonly PromptJob[] {
  return [job, ...job.others];
}

/**
 * The answer of a row: each job votes for its own answer with its share times the answer's probability. completions: one
 * for each of `votersOf(job)`, in order. The error of the first one where none has an answer.
 */
export function elect(job: PromptJob, completions: readonly Completion[]): ElectedAnswer | CellError {
  const read = votersOf(job).map((voter, place) => ({
    voter,
    answer: voter.read(completions[place]!),
    place,
  }));
  const votes = new Map<string, number>();
  for (const { voter, answer } of read) {
    if (answer instanceof CellError) continue;
    const text = promptText(answer.value);
    votes.set(text, (votes.get(text) ?? 0) + voter.weight * answer.confidence);
  }
  const [best] = [...votes].sort(([, a], [, b]) => b - a);
  for (const { voter, answer, place } of read) {
    if (answer instanceof CellError || promptText(answer.value) !== best![0]) continue;
    return { value: answer.value, confidence: best![1], job: voter, completion: completions[place]! };
  }
  return read[0]!.answer as CellError;
}
