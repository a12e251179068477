import { elect, votersOf } from "../../src/app/rows/answer-vote.ts";
import { keptTallies } from "../../src/app/rows/column-answers.ts";
import { cachedEvidence } from "../../src/app/calls/column-evidence.ts";
import { cachedBiases } from "../../src/app/calls/label-biases.ts";
import type { PromptJob, PromptModel } from "../../src/app/calls/prompt-job.ts";
import { examplesJob } from "../../src/app/calls/examples-job.ts";
import { cachedCounts } from "../../src/app/rows/token-counts.ts";
import { electionOf } from "../../src/app/model/with-model.ts";
import { CellError, describe } from "../../src/core/errors/cell-error.ts";
import { promptText } from "../../src/core/examples/cell-value.ts";
import { examplesFromRange } from "../../src/core/examples/example-set.ts";
import type { Settings } from "../../src/core/options/settings.ts";
import type { Completer, Completion } from "../../src/engine/completer.ts";
import { isCorrect, type Relation } from "./relation.ts";

export interface EvaluatedAnswer {
  /** A list where there are several input columns. */
  readonly input: string | readonly string[];
  readonly expected: string;
  /** What the cell shows; an error's sign and message where there is no answer. */
  readonly answer: string;
  /** The chance that it is right, as the product says it, between 0 and 1; 0 for an error. */
  readonly confidence: number;
  /** Of the answer and its end, by the model or the vote. 0 for an error. */
  readonly probability: number;
  /** How seldom the rows before have the answer, from 0 to 1. */
  readonly rarity: number;
  readonly correct: boolean;
  readonly milliseconds: number;
}

export interface EvaluatedRelation {
  readonly id: string;
  readonly kind: string;
  readonly rows: number;
  readonly correct: number;
  readonly accuracy: number;
  readonly rowsPerSecond: number;
  readonly answers: readonly EvaluatedAnswer[];
}

/** How many of the first pairs are examples, and how many rows after them are asked. */
export interface Extent {
  readonly examples: number;
  readonly rows: number;
}

type Sureness = Pick<EvaluatedAnswer, "confidence" | "probability" | "rarity">;
const UNSURE: Sureness = { confidence: 0, probability: 0, rarity: 1 };

/** Fills the relation's rows after its examples as the product does. Throws an Error when it has no rows left. */
export async function evaluateRelation(
  relation: Relation,
  extent: Extent,
  settings: Settings,
  completer: Completer,
  lessonNamed?: PromptModel["lessonNamed"],
): Promise<EvaluatedRelation> {
  const examples = relation.examples ?? extent.examples;
  const rows = relation.pairs.slice(examples, examples + extent.rows);
  if (rows.length === 0) throw new Error(`${relation.id} has no rows after ${examples} examples.`);
  const columns = rows[0]!.length - 1;
  const headers = relation.headers ? [relation.headers] : null;
  const set = examplesFromRange(relation.pairs.slice(0, examples), headers, columns);
  if (set instanceof CellError) throw new Error(`${relation.id}: ${describe(set).text}`);
  const model: PromptModel = {
    info: completer.model,
    countTokens: cachedCounts(completer),
    weighFormats: cachedEvidence(completer),
    weighLabels: cachedBiases(completer),
    tallyOf: keptTallies(),
    ...(lessonNamed && { lessonNamed }),
  };
  const startMs = performance.now();
  const inputs = rows.map((row) => row.slice(0, -1).map(promptText));
  const jobs = await Promise.all(inputs.map((input) => examplesJob(set, input, settings, model)));
  const answers: EvaluatedAnswer[] = [];
  const put = (row: number, answer: string, sure: Sureness, milliseconds: number): void => {
    const input = inputs[row]!;
    const expected = promptText(rows[row]!.at(-1)!);
    const correct = isCorrect(relation, input, expected, answer);
    answers[row] = {
      input: input.length === 1 ? input[0]! : input,
      expected,
      answer,
      ...sure,
      correct,
      milliseconds,
    };
  };
  const putError = (row: number, error: CellError): void => {
    const { cell, text } = describe(error);
    put(row, `${cell} ${text}`, UNSURE, 0);
  };
  const asked = jobs.flatMap((job, row) =>
    job instanceof CellError ? [] : votersOf(job).map((voter) => ({ row, voter })),
  );
  for (const [row, job] of jobs.entries()) if (job instanceof CellError) putError(row, job);
  const electionModel = electionOf(completer);
  const completions = jobs.map((): Completion[] => []);
  await completer.complete(
    asked.map(({ voter }) => voter.request),
    {
      onCompletion: (index, completion) => {
        const { row, voter } = asked[index]!;
        const job = jobs[row] as PromptJob;
        completions[row]![votersOf(job).indexOf(voter)] = completion;
      },
      onFailure: (index, error) => put(asked[index]!.row, error.message, UNSURE, 0),
    },
  );
  for (const [row, job] of jobs.entries()) {
    if (job instanceof CellError || answers[row] !== undefined) continue;
    const elected = await elect(job, completions[row]!, electionModel);
    if (elected instanceof CellError) putError(row, elected);
    else {
      const milliseconds = Math.max(...completions[row]!.map((completion) => completion.milliseconds));
      const { value, confidence, rarity, wholeProbability: probability } = elected;
      put(row, promptText(value), { confidence, probability, rarity }, milliseconds);
    }
  }
  const correct = answers.filter((answer) => answer.correct).length;
  const seconds = (performance.now() - startMs) / 1000;
  return {
    id: relation.id,
    kind: relation.kind,
    rows: rows.length,
    correct,
    accuracy: correct / rows.length,
    rowsPerSecond: rows.length / seconds,
    answers,
  };
}
