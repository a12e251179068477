import { answerRuleFor } from "../../core/answers/answer-rule-for.ts";
import { CellError, cellError } from "../../core/errors/cell-error.ts";
import type { Example, ExampleSet } from "../../core/examples/example-set.ts";
import { exampleSet as makeExampleSet, isFinished } from "../../core/examples/example-set.ts";
import { heldOutSets, withoutRow } from "../../core/examples/held-out.ts";
import type { Settings } from "../../core/options/settings.ts";
import { answerText } from "../../core/prompts/answer.ts";
import { answerRequest, logProbabilityOf } from "../../core/prompts/answer-request.ts";
import { gptRows } from "../calls/gpt-call.ts";
import type { Answers, Argument } from "../product.ts";
import type { WorkBench } from "../work-bench.ts";
import type { InspectedRow } from "./inspected-rows.ts";
import { inspectRows } from "./inspected-rows.ts";

export interface CheckArguments {
  /** Finished rows. */
  readonly examples: Argument;
  /** Finished rows to check; null checks the examples themselves. */
  readonly rows: Argument | null;
  readonly headers: Argument | null;
  readonly options: Argument | null;
}

/**
 * The model's own answer is told where the typed one is less likely than this share of it. At e^-6, of eight relations
 * that it was not chosen on, 0.7 % of right answers fell below it, 99 % of those with a slip and 89 % of those of
 * another row.
 */
const SUSPECT_BELOW = Math.exp(-6);

/** Inputs of finished rows, as an argument of its own. */
function inputsOf({ values }: Argument): Argument {
  return { values: values.map((row) => row.slice(0, -1)), address: null };
}

/** A row to check and the examples that it is checked by. */
interface CheckedRow {
  readonly typed: Example;
  readonly others: ExampleSet | null;
}

/** The rows of the argument as they are checked: null where a row is not finished. */
function checkedRows(
  rows: Argument | null,
  examples: Argument,
  exampleSet: ExampleSet,
): readonly (CheckedRow | null)[] {
  if (rows === null) {
    const held = heldOutSets(exampleSet);
    let next = 0;
    return examples.values.map((row) => {
      if (!isFinished(row)) return null;
      const place = next++;
      return { typed: exampleSet.examples[place]!, others: held[place]! };
    });
  }
  return rows.values.map((row) => {
    if (!isFinished(row)) return null;
    const [typed] = makeExampleSet([row], null).examples;
    return { typed: typed!, others: withoutRow(exampleSet, typed!) };
  });
}

/**
 * How plausible the answer of each row is: its probability as a share of that of the model's own answer, 1 where it is
 * the model's own; beside it the model's answer where the typed one is suspect. Rows that are among the examples are
 * checked by the others.
 */
export async function check(args: CheckArguments, bench: WorkBench): Promise<Answers> {
  const settings: Settings = { ...bench.settings(args.options).settings, temperature: 0, careful: false };
  const { examples, rows } = args;
  const columns = examples.values[0]?.length ?? 0;
  const given = rows?.values[0]?.length ?? columns;
  if (given !== columns) throw cellError("rowColumnsDiffer", { examples: columns, rows: given });
  const gptCall = {
    ...args,
    examplesOrInput: examples,
    input: inputsOf(rows ?? examples),
    caller: bench.caller,
  };
  const { exampleSet } = await gptRows(gptCall, settings.headers, bench.sheet);
  const checked = checkedRows(rows, examples, exampleSet);
  return inspectRows(checked, bench, ({ typed, others }) =>
    checkRow(typed, others, { whole: exampleSet, settings, bench }),
  );
}

interface CheckParts {
  /** The examples that decide on format and type. */
  readonly whole: ExampleSet;
  readonly settings: Settings;
  readonly bench: WorkBench;
}

async function checkRow(
  typed: Example,
  others: ExampleSet | null,
  { whole, settings, bench }: CheckParts,
): Promise<InspectedRow | CellError> {
  if (others === null) return cellError("tooFewToTest");
  const best = await bench.ask(others, typed.inputs, settings, bench.signal, whole);
  if (best instanceof CellError) return best;
  const { format, exampleSet, inputs } = best.job.basis!;
  const { rule } = answerRuleFor(others, settings);
  const own = rule.write?.(typed.output) ?? typed.output;
  const likeliest = answerText(best.completion.text, format);
  if (own === likeliest) return [1, ""];
  const [typedScore, bestScore] = await bench.withModel(({ completer }) =>
    completer.score(
      [own, likeliest].map((output) => answerRequest(format, exampleSet, inputs, output)),
      { signal: bench.signal },
    ),
  );
  const plausibility = Math.min(1, Math.exp(logProbabilityOf(typedScore!) - logProbabilityOf(bestScore!)));
  return [plausibility, plausibility < SUSPECT_BELOW ? best.written : ""];
}
