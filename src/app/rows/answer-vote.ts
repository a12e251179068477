import type { AnswerRule } from "../../core/answers/answer-rule.ts";
import { confidenceOf } from "../../core/confidence/confidence.ts";
import { CellError, cellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { promptText } from "../../core/examples/cell-value.ts";
import { weightOfCopy } from "../../core/examples/copied-input.ts";
import { answerRequest, logProbabilityOf } from "../../core/prompts/answer-request.ts";
import type { Completion, ContinuationScore, ScoreRequest } from "../../engine/completer.ts";
import type { CompleteTexts } from "./follow-branches.ts";
import { followBranches } from "./follow-branches.ts";
import type { PromptJob, ReadAnswer } from "../calls/prompt-job.ts";

/** A row's answer and the job whose completion gave it. */
export interface ElectedAnswer extends Pick<ReadAnswer, "value" | "written"> {
  /** Of the answer's tokens by the model, or of the answer and its end by the vote; between 0 and 1. */
  readonly probability: number;
  /** The answer's with its end: what the confidence is told from. */
  readonly wholeProbability: number;
  /** How seldom its column has it, from 0 to 1: `AnswerTally.rarity`. */
  readonly rarity: number;
  /** The chance that it is right, between 0 and 1; without examples the probability itself. */
  readonly confidence: number;
  /** Whether the confidence was learnt; else it is the probability itself. */
  readonly isFitted: boolean;
  /** The one whose completion gave it. */
  readonly job: PromptJob;
  /** The row's own, which knows its column. */
  readonly asked: PromptJob;
  readonly completion: Completion;
}

/** What an election asks of the model besides the answers. */
export interface ElectionModel {
  /** Says how likely texts are, as `Completer.score` does. */
  readonly score: (requests: readonly ScoreRequest[]) => Promise<readonly ContinuationScore[]>;
  readonly complete: CompleteTexts;
}

/** How many other answers are looked at where the first one only says the row's input again. */
const OTHERS_THAN_COPY = 3;

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
 * The answer of a row. Where several jobs were asked, it is the one that their mixture finds likeliest, its end
 * included: each job counts with its share, also for answers that others found, which are scored. It counts in its
 * column from then on. completions: one for each of `votersOf(job)`, in order. The error of the first one where none
 * has an answer. Rejects as `score` does.
 */
export async function elect(
  job: PromptJob,
  completions: readonly Completion[],
  model: ElectionModel,
): Promise<ElectedAnswer | CellError> {
  const read = votersOf(job).map((voter, place) => proposalOf(voter, completions[place]!));
  const asked = read.filter(isProposal);
  if (asked.length === 0) return read[0] as CellError;
  const proposals = [...asked, ...(await insteadOfCopy(asked[0]!, model))];
  const votes = await votesFor(proposals, model);
  // An adapter is often sure where it is wrong, so it needs the agreement of the prompt beside it.
  const isAgreement = job.request.adapter !== undefined && votes.every(({ agreed }) => agreed !== null);
  const counted = votes.map(({ text, share, agreed }) => ({
    text,
    share,
    counts: isAgreement ? agreed! : share * weightOf(job, text),
  }));
  const [{ text, share }] = counted.sort((a, b) => b.counts - a.counts) as [(typeof counted)[number]];
  const winner = proposals.find((one) => one.text === text)!;
  const { value, written, completion } = winner;
  const elected = {
    value,
    written,
    probability: job.others.length === 0 ? winner.probability : share,
    wholeProbability: share,
    job: winner.job,
    asked: job,
    completion,
  };
  return { ...elected, ...judgementOf(elected) };
}

/** An answer with what its column says of it now, which more rows may have been answered in since it was elected. */
export function judgedAgain(elected: ElectedAnswer): ElectedAnswer {
  return { ...elected, ...judgementOf(elected) };
}

type Judgement = Pick<ElectedAnswer, "rarity" | "confidence" | "isFitted">;

/** How sure to be of an answer, which counts in its column from then on. */
function judgementOf({
  written,
  probability,
  wholeProbability,
  asked,
}: Omit<ElectedAnswer, keyof Judgement>): Judgement {
  const rarity = rarityOf(asked, written);
  // The fit knows short answers of the model as it is after examples; code and texts alone have no basis in such rows.
  const isFitted = asked.basis !== null && asked.examplesUsed > 0 && asked.request.adapter === undefined;
  if (!isFitted) return { rarity, confidence: probability, isFitted };
  const electorate = asked.others.length === 0 ? "alone" : "vote";
  const confidence = confidenceOf({ probability: wholeProbability, rarity }, electorate, asked.modelHash);
  return { rarity, confidence, isFitted };
}

const isProposal = (one: Proposal | CellError): one is Proposal => !(one instanceof CellError);

function proposalOf(job: PromptJob, completion: Completion): Proposal | CellError {
  const answer = job.read(completion);
  return answer instanceof CellError
    ? answer
    : { ...answer, text: promptText(answer.value), job, completion };
}

/** What an answer of the job counts for, where it may be a copy of the row's input. */
function weightOf({ basis, request }: PromptJob, text: string): number {
  // A taught model was told what may come out by more rows than are shown to it; a closed set was given by a person.
  if (basis === null || request.adapter !== undefined || request.constraint !== undefined) return 1;
  return weightOfCopy(basis.exampleSet, basis.inputs, text);
}

/** Other answers of the same job, where the proposal only says the row's input again. */
async function insteadOfCopy(
  { job, text, completion }: Proposal,
  { complete }: ElectionModel,
): Promise<readonly Proposal[]> {
  if (weightOf(job, text) === 1) return [];
  const found = await followBranches(job.request, completion, OTHERS_THAN_COPY, complete);
  return found.map((other) => proposalOf(job, other)).filter(isProposal);
}

/** How seldom the answer's column has it; it is counted there from then on. */
function rarityOf({ column, basis }: PromptJob, text: string): number {
  if (column === null || basis === null) return 1;
  const rarity = column.rarity(basis.inputs, text);
  column.add(basis.inputs, text);
  return rarity;
}

/** What the jobs that vote find of a text. */
interface Vote {
  readonly text: string;
  /** Its probability in their mixture. */
  readonly share: number;
  /**
   * Mean of their log probabilities: what one finds nearly impossible is not chosen, however sure the others are. Null
   * where one of them was not asked. Source: logarithmic pooling, Genest and Zidek 1986,
   * https://doi.org/10.1214/ss/1177013825
   */
  readonly agreed: number | null;
}

/** For each text that was proposed, what the jobs that vote find of it. */
async function votesFor(proposals: readonly Proposal[], { score }: ElectionModel): Promise<readonly Vote[]> {
  const texts = [...new Set(proposals.map(({ text }) => text))];
  const found = new Map(texts.map((text) => [text, new Map<PromptJob, number>()]));
  const open: { readonly text: string; readonly job: PromptJob; readonly request: ScoreRequest }[] = [];
  for (const job of new Set(proposals.map((proposal) => proposal.job))) {
    const own = new Map(proposals.filter((one) => one.job === job).map((one) => [one.text, one]));
    for (const text of texts) {
      const known = own.get(text);
      if (known) found.get(text)!.set(job, known.wholeProbability);
      // What a closed set's other texts are worth there is not known to the same measure.
      else if (job.basis !== null && job.weight > 0 && job.request.constraint === undefined) {
        const { format, exampleSet, inputs } = job.basis;
        const { adapter } = job.request;
        const asked = answerRequest(format, exampleSet, inputs, text);
        open.push({ text, job, request: { ...asked, ...(adapter !== undefined && { adapter }) } });
      }
    }
  }
  const scores = open.length === 0 ? [] : await score(open.map(({ request }) => request));
  for (const [place, { text, job }] of open.entries())
    found.get(text)!.set(job, Math.exp(logProbabilityOf(scores[place]!)));
  const voters = new Set(proposals.map(({ job }) => job)).size;
  return texts.map((text) => {
    const ofText = [...found.get(text)!];
    const share = ofText.reduce((sum, [{ weight }, probability]) => sum + weight * probability, 0);
    const agreed = ofText.reduce((sum, [{ weight }, probability]) => sum + weight * Math.log(probability), 0);
    return { text, share, agreed: ofText.length === voters ? agreed : null };
  });
}

/**
 * Whether an answer says what an example does, whose answer is a text or a value of the sheet. rule: of the column with
 * the example in it, which may write its answer in another way.
 */
export function saysSame(
  { value, written }: Pick<ElectedAnswer, "value" | "written">,
  expected: string,
  { write = (text) => text }: AnswerRule,
  fold = (text: string): string => text,
): boolean {
  const asOthers = (text: string): string => fold(write(text));
  return [promptText(value), written].some((text) => asOthers(text) === asOthers(expected));
}

/** The value that the cell shows: the answer's, or "unsure" where it is less likely to be right than is wished. */
export function shownValue({ value, confidence, job }: ElectedAnswer): CellValue | CellError {
  if (confidence >= job.leastConfidence) return value;
  return cellError("unsure", { percent: Math.round(confidence * 100), guess: promptText(value) });
}
