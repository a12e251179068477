import { CellError, cellError, describe } from "../../core/errors/cell-error.ts";
import type { Example } from "../../core/examples/example-set.ts";
import { answerText } from "../../core/prompts/answer.ts";
import { answerRequest, logProbabilityOf } from "../../core/prompts/answer-request.ts";
import { answerAt } from "./answers-at.ts";
import type { TraceBook } from "../rows/trace-book.ts";
import type { WorkBench } from "../work-bench.ts";

/** More examples cost more than they tell: each is a prompt of its own. */
const MOST_EXAMPLES = 16;

export interface ExampleInfluence {
  readonly example: Example;
  /** How much the log-probability of the answer falls when the example is left out, in nats; below 0 it rises. */
  readonly nats: number;
}

export interface ExampleInfluences {
  /** In the order of the prompt. */
  readonly examples: readonly ExampleInfluence[];
  /** How many examples before these are in the prompt and were not left out in turn. */
  readonly untested: number;
}

/** How much each example of a cell's prompt matters for the answer that it gave. Rejects with an Error in words. */
export async function influences(
  address: string,
  traces: Pick<TraceBook, "find">,
  withModel: WorkBench["withModel"],
): Promise<ExampleInfluences> {
  const found = answerAt(address, traces);
  const trace = found instanceof CellError ? null : found;
  if (trace?.basis === undefined || trace.answer.status !== "done") {
    const failure = found instanceof CellError ? found : cellError("noAnswerThere", { address });
    throw new Error(describe(failure).text);
  }
  const { format, exampleSet, inputs } = trace.basis;
  const written = answerText(trace.answer.written, format);
  const { examples } = exampleSet;
  const tested = examples.slice(-MOST_EXAMPLES);
  const sets = tested.map((left) => ({
    ...exampleSet,
    examples: examples.filter((example) => example !== left),
  }));
  const requests = [exampleSet, ...sets].map((set) => answerRequest(format, set, inputs, written));
  const scores = await withModel(({ completer }) => completer.score(requests, {}));
  const [whole, ...without] = scores.map(logProbabilityOf);
  return {
    examples: tested.map((example, i) => ({ example, nats: whole! - without[i]! })),
    untested: examples.length - tested.length,
  };
}
