import { cellError } from "../../core/errors/cell-error.ts";
import { EXPECTED } from "../../core/errors/expected.ts";
import { isBlank, promptText } from "../../core/examples/cell-value.ts";
import { exampleSet as makeExampleSet, isFinished } from "../../core/examples/example-set.ts";
import { headersFromTexts } from "../../core/examples/headers.ts";
import type { Measure } from "../../core/likelihood/measures.ts";
import { measureOf, MEASURES } from "../../core/likelihood/measures.ts";
import { answerRequest } from "../../core/prompts/answer-request.ts";
import { fields } from "../../core/prompts/formats/fields.ts";
import { spaced } from "../../core/prompts/prompt-format.ts";
import type { ScoreRequest } from "../../engine/completer.ts";
import { givenArgument } from "../calls/call-options.ts";
import { headersAbove } from "../calls/gpt-call.ts";
import type { Answers, Argument } from "../product.ts";
import type { WorkBench } from "../work-bench.ts";
import { choiceArgument, neededArgument } from "./given-arguments.ts";
import { inspectRows } from "./inspected-rows.ts";

export interface ScoreArguments {
  /** A text each row; with examples, finished rows like theirs. */
  readonly text: Argument;
  readonly examples: Argument | null;
  /** Name of what is wanted; null for the log-likelihood. */
  readonly measure: Argument | null;
}

type Cells = Argument["values"][number];

interface Scored {
  readonly request: ScoreRequest;
  readonly characters: number;
}

/** How a row's text is asked for: alone, after a list of texts, or as the answer after examples. */
type RequestOf = (row: Cells) => Scored;

const alone: RequestOf = (row) => {
  const text = row
    .map(promptText)
    .filter((cell) => cell !== "")
    .join(" ");
  return {
    request: { prompt: { prefix: "", suffix: "" }, continuation: text },
    characters: text.length,
  };
};

/** Each text on a line of its own, as the next one of the list. */
function afterTexts(texts: readonly string[]): RequestOf {
  const prefix = texts.map((text) => `${text}\n`).join("");
  return ([cell = null]) => {
    const text = promptText(cell);
    return { request: { prompt: { prefix, suffix: "" }, continuation: text }, characters: text.length };
  };
}

async function requestsOf({ text, examples }: ScoreArguments, { sheet }: WorkBench): Promise<RequestOf> {
  const given = givenArgument(examples);
  if (!given) return alone;
  const [columns, own] = [given.values[0]!.length, text.values[0]?.length ?? 0];
  if (columns !== own) throw cellError("rowColumnsDiffer", { examples: columns, rows: own });
  if (columns === 1)
    return afterTexts(
      given.values
        .flat()
        .map(promptText)
        .filter((each) => each !== ""),
    );
  const finished = given.values.filter(isFinished);
  if (finished.length === 0) throw cellError("noFinishedExample");
  const above = await headersAbove(given, sheet);
  const set = makeExampleSet(finished, above && headersFromTexts(above[0]!.map(promptText)));
  return (row) => {
    const output = promptText(row.at(-1) ?? null);
    const request = answerRequest(fields, set, row.slice(0, -1).map(promptText), output);
    const length = spaced(output).length;
    return { request: { ...request, spans: [{ start: 0, end: length }] }, characters: length };
  };
}

/** How likely the model finds each row's text, by one measure. */
export async function score(args: ScoreArguments, bench: WorkBench): Promise<Answers> {
  neededArgument("text", args.text, EXPECTED.textOrRows);
  const measure: Measure = choiceArgument("measure", args.measure, MEASURES, measureOf);
  const requestOf = await requestsOf(args, bench);
  const rows = args.text.values.map((row) => (row.every(isBlank) ? null : row));
  return inspectRows(rows, bench, async (row) => {
    const { request, characters } = requestOf(row);
    const [scored] = await bench.withModel(({ completer }) =>
      completer.score([request], { signal: bench.signal }),
    );
    const logProbabilities = scored!.spans.flat().map(({ logProbability }) => logProbability);
    // A model that takes no begin token has nothing to say of a single token.
    if (logProbabilities.length === 0) return cellError("nothingToScore");
    return [measure.of({ logProbabilities, characters })];
  });
}
