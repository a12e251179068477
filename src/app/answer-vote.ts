import { confidenceOf } from "../core/confidence/confidence.ts";
import { CellError, cellError } from "../core/errors/cell-error.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import { promptText } from "../core/examples/cell-value.ts";
import { answerRequest, logProbabilityOf } from "../core/prompts/answer-request.ts";
import type { Completion, ContinuationScore, ScoreRequest } from "../engine/completer.ts";
import type { PromptJob, ReadAnswer } from "./prompt-job.ts";

/** A row's answer and the job whose completion gave it. */
export interface ElectedAnswer extends Pick<ReadAnswer, "value"> {
  /** Of the answer's tokens by the model, or of the answer and its end by the vote; between 0 and 1. */
  readonly probability: number;
  /** The answer's with its end: what the confidence is told from. */
  readonly wholeProbability: number;
  /** The chance that it is right, between 0 and 1; without examples the probability itself. */
  readonly confidence: number;
  readonly job: PromptJob;
  readonly completion: Completion;
}

/** Says how likely texts are, as `Completer.score` does. */
type ScoreTexts = (requests: readonly ScoreRequest[]) => Promise<readonly ContinuationScore[]>;

/** What one of the jobs found. */
interface Proposal extends ReadAnswer {
  readonly text: string;
  readonly job: PromptJob;
  readonly completion: Completion;
}

/** The job with all that stand for election with it. */
export function votersOf(job: PromptJob): readonly PromptJob[] {
  return [job, ...job.others];
}

/**
 * The answer of a row. Where several jobs were asked, it is the one that their mixture finds likeliest, its end included:
 * each job counts with its share, also for answers that others found, which are scored. completions: one for each of
 * `votersOf(job)`, in order. The error of the first one where none has an answer. Rejects as `score` does.
 */
export async function elect(
  job: PromptJob,
  completions: readonly Completion[],
  score: ScoreTexts,
): Promise<ElectedAnswer | CellError> {
  const read = votersOf(job).map((voter, place) => ({
    voter,
    answer: voter.read(completions[place]!),
    completion: completions[place]!,
  }));
  const proposals = read.flatMap(({ voter, answer, completion }): Proposal[] =>
    answer instanceof CellError
      ? []
      : [{ ...answer, text: promptText(answer.value), job: voter, completion }],
  );
  if (proposals.length === 0) return read[0]!.answer as CellError;
  const votes = await votesFor(proposals, score);
  const [[text, share]] = [...votes].sort(([, a], [, b]) => b - a) as [[string, number]];
  const { value, probability, job: winner, completion } = proposals.find((one) => one.text === text)!;
  const isAlone = job.others.length === 0;
  // The fit knows short answers of the model as it is after examples; code and texts alone have no basis in such rows.
  const isFitted = job.basis !== null && job.examplesUsed > 0 && job.request.adapter === undefined;
  return {
    value,
    probability: isAlone ? probability : share,
    wholeProbability: share,
    confidence: isFitted ? confidenceOf(share, isAlone ? "alone" : "vote") : isAlone ? probability : share,
    job: winner,
    completion,
  };
}

/** For each text that was proposed, its probability in the mixture of the jobs that vote. */
async function votesFor(
  proposals: readonly Proposal[],
  score: ScoreTexts,
): Promise<ReadonlyMap<string, number>> {
  const texts = [...new Set(proposals.map(({ text }) => text))];
  const votes = new Map(texts.map((text) => [text, 0]));
  const add = (text: string, share: number) => votes.set(text, votes.get(text)! + share);
  for (const { text, job, wholeProbability } of proposals) add(text, job.weight * wholeProbability);
  const open = proposals.flatMap(({ text: own, job: { basis, weight, request } }) =>
    // What a closed set's other texts are worth there is not known to the same measure.
    basis === null || weight === 0 || request.constraint !== undefined
      ? []
      : texts
          .filter((text) => text !== own)
          .map((text) => ({ text, basis, weight, adapter: request.adapter })),
  );
  if (open.length === 0) return votes;
  const requests = open.map(({ text, basis: { format, exampleSet, inputs }, adapter }) => ({
    ...answerRequest(format, exampleSet, inputs, text),
    ...(adapter !== undefined && { adapter }),
  }));
  const scores = await score(requests);
  for (const [place, { text, weight }] of open.entries())
    add(text, weight * Math.exp(logProbabilityOf(scores[place]!)));
  return votes;
}

/** The value that the cell shows: the answer's, or "unsure" where it is less likely to be right than is wished. */
export function shownValue({ value, confidence, job }: ElectedAnswer): CellValue | CellError {
  if (confidence >= job.leastConfidence) return value;
  return cellError("unsure", { percent: Math.round(confidence * 100), guess: promptText(value) });
}
