import { confidenceOf } from "../core/confidence/confidence.ts";
import { CellError, cellError } from "../core/errors/cell-error.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import { promptText } from "../core/examples/cell-value.ts";
import type { Completion } from "../engine/completer.ts";
import type { PromptJob, ReadAnswer } from "./prompt-job.ts";

/** A row's answer and the job whose completion gave it. */
export interface ElectedAnswer extends ReadAnswer {
  /** The chance that it is right, between 0 and 1; without examples the probability itself. */
  readonly confidence: number;
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
    votes.set(text, (votes.get(text) ?? 0) + voter.weight * answer.probability);
  }
  const [best] = [...votes].sort(([, a], [, b]) => b - a);
  for (const { voter, answer, place } of read) {
    if (answer instanceof CellError || promptText(answer.value) !== best![0]) continue;
    const probability = best![1];
    const electorate = job.others.length === 0 ? "alone" : "vote";
    // The fit knows short answers of the model as it is after examples; code and texts alone have no basis in such rows.
    const isFitted = job.basis !== null && job.examplesUsed > 0 && job.request.adapter === undefined;
    const confidence = isFitted ? confidenceOf(probability, electorate) : probability;
    return { value: answer.value, probability, confidence, job: voter, completion: completions[place]! };
  }
  return read[0]!.answer as CellError;
}

/** The value that the cell shows: the answer's, or "unsure" where it is less likely to be right than is wished. */
export function shownValue({ value, confidence, job }: ElectedAnswer): CellValue | CellError {
  if (confidence >= job.leastConfidence) return value;
  return cellError("unsure", { percent: Math.round(confidence * 100), guess: promptText(value) });
}
