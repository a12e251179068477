import { elect } from "../../src/app/rows/answer-vote.ts";
import { modelTools } from "../../src/app/model/model-tools.ts";
import { examplesJob } from "../../src/app/calls/examples-job.ts";
import { electionOf } from "../../src/app/model/with-model.ts";
import { CellError } from "../../src/core/errors/cell-error.ts";
import { exactText, promptText } from "../../src/core/examples/cell-value.ts";
import { examplesFromRange } from "../../src/core/examples/example-set.ts";
import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import { findRule } from "../../src/core/synthesis/rule.ts";
import type { Completer, Completion } from "../../src/engine/completer.ts";
import type { Relation } from "./relation.ts";

/** How the rows of one transformation went: by an exact rule, by a likely one, by the model. */
export interface EvaluatedFormat {
  readonly id: string;
  readonly rows: number;
  readonly right: number;
  readonly exactRows: number;
  readonly exactRight: number;
  readonly likelyRows: number;
  readonly likelyRight: number;
  readonly modelRows: number;
  readonly modelRight: number;
  /** True where every row is right. */
  readonly solved: boolean;
  /** Time of finding the rule. */
  readonly milliseconds: number;
}

/** Used where a relation does not say how many of its pairs are examples. */
const EXAMPLES = 3;

/** What the model makes of the rows that no rule answers; null where it has no answer. */
async function modelAnswers(
  relation: Relation,
  examples: number,
  rows: readonly (readonly string[])[],
  completer: Completer,
): Promise<readonly (string | null)[]> {
  const headers = relation.headers ? [relation.headers] : null;
  const set = examplesFromRange(relation.pairs.slice(0, examples), headers, relation.pairs[0]!.length - 1);
  const answers = new Array<string | null>(rows.length).fill(null);
  if (set instanceof CellError) return answers;
  const model = { info: completer.model, ...modelTools(completer) };
  const jobs = await Promise.all(
    rows.map((inputs) => examplesJob(set, inputs.map(promptText), DEFAULT_SETTINGS, model)),
  );
  const running = jobs.flatMap((job, row) => (job instanceof CellError ? [] : [{ job, row }]));
  const completions: (Completion | undefined)[] = [];
  await completer.complete(
    running.map(({ job }) => job.request),
    {
      onCompletion: (index, completion) => (completions[index] = completion),
      onFailure: () => undefined,
    },
  );
  for (const [index, { job, row }] of running.entries()) {
    const completion = completions[index];
    const elected = completion && (await elect(job, [completion], electionOf(completer)));
    if (elected && !(elected instanceof CellError)) answers[row] = promptText(elected.value);
  }
  return answers;
}

/** Fills the relation's rows as GPT.FORMAT does. completer: null for rules alone; then other rows count as wrong. */
export async function evaluateFormat(
  relation: Relation,
  completer: Completer | null,
): Promise<EvaluatedFormat> {
  const count = relation.examples ?? EXAMPLES;
  const pairs = relation.pairs.map((pair) => pair.map(exactText));
  const startMs = performance.now();
  const rule = findRule(
    pairs.slice(0, count).map((pair) => ({ inputs: pair.slice(0, -1), output: pair.at(-1)! })),
  );
  const milliseconds = performance.now() - startMs;
  const counts = { exactRows: 0, exactRight: 0, likelyRows: 0, likelyRight: 0, modelRows: 0, modelRight: 0 };
  const open: { inputs: readonly string[]; expected: string }[] = [];
  let blankRight = 0;
  for (const pair of pairs.slice(count)) {
    const inputs = pair.slice(0, -1);
    const expected = pair.at(-1)!;
    const answer = rule?.answer(inputs);
    if (answer) {
      const kind = answer.certainty;
      counts[`${kind}Rows`]++;
      if (answer.value === expected) counts[`${kind}Right`]++;
    } else if (inputs.every((input) => input.trim() === "")) {
      if (expected === "") blankRight++;
    } else open.push({ inputs, expected });
  }
  if (completer && open.length > 0) {
    const answers = await modelAnswers(
      relation,
      count,
      open.map(({ inputs }) => inputs),
      completer,
    );
    counts.modelRows = open.length;
    counts.modelRight = open.filter(({ expected }, index) => answers[index] === expected).length;
  }
  const rows = pairs.length - count;
  const right = counts.exactRight + counts.likelyRight + counts.modelRight + blankRight;
  return { id: relation.id, rows, right, ...counts, solved: right === rows, milliseconds };
}
