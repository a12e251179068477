import { answerRuleFor } from "../../core/answers/answer-rule-for.ts";
import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { gptRows } from "../calls/gpt-call.ts";
import { isSameAnswer } from "../fill/fill-preview.ts";
import type { Answers, Argument } from "../product.ts";
import type { WorkBench } from "../work-bench.ts";
import { switchArgument } from "./given-arguments.ts";
import { inspectRows } from "./inspected-rows.ts";

export interface BacktestArguments {
  readonly examples: Argument;
  readonly headers: Argument | null;
  readonly options: Argument | null;
  /** TRUE lists each example with its answer. */
  readonly details: Argument | null;
}

/** At most so many examples are asked for, the last ones: each is a prompt of its own. */
const MOST_ROWS = 24;

const DETAIL_HEADERS = ["Input", "Expected", "Answer", "Right"];

/**
 * The share of the examples that come out right when each is left out and asked for with the others as examples,
 * between 0 and 1; case and outer spaces do not count. With details, a table with headers: one row for each example.
 */
export async function backtest(args: BacktestArguments, bench: WorkBench): Promise<Answers> {
  const { settings } = bench.settings(args.options);
  const isDetailed = switchArgument("details", args.details);
  const [first = []] = args.examples.values;
  const input = { values: [first.slice(0, -1).map(() => "?")], address: null };
  const gptCall = { ...bench, ...args, examplesOrInput: args.examples, input };
  const { exampleSet } = await gptRows(gptCall, settings.headers, bench.sheet);
  const { examples } = exampleSet;
  if (examples.length < 2) throw cellError("tooFewToTest");
  const { rule } = answerRuleFor(exampleSet, settings);
  const tested = examples.slice(-MOST_ROWS);
  const rows = await inspectRows(tested, bench, async (left) => {
    const others = { ...exampleSet, examples: examples.filter((example) => example !== left) };
    const answer = await bench.ask(others, left.inputs, settings, bench.signal, exampleSet);
    if (answer instanceof CellError && answer.code === "cancelled") return answer;
    const isRight = !(answer instanceof CellError) && isSameAnswer(answer, left.output, rule);
    return [
      left.inputs.join(", "),
      left.output,
      answer instanceof CellError ? answer : answer.value,
      isRight,
    ];
  });
  const cancelled = rows.flat().find((cell) => cell instanceof CellError && cell.code === "cancelled");
  if (cancelled) throw cancelled as CellError;
  if (isDetailed) return [DETAIL_HEADERS, ...rows];
  return [[rows.filter((row) => row[3] === true).length / rows.length]];
}
