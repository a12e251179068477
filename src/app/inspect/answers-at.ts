import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { isBlank } from "../../core/examples/cell-value.ts";
import { cellOf, formatAddress, parseAddress } from "../../core/ranges/a1.ts";
import type { Answers, Argument } from "../product.ts";
import { SPILL_LIMIT } from "../spill.ts";
import type { AnswerTrace } from "../state.ts";
import type { TraceBook } from "../trace-book.ts";
import type { InspectedRow } from "./inspected-rows.ts";

/** Answers in their cells, or examples and inputs as GPT takes them. */
export interface AnswersArguments {
  /** Without an input: cells whose answers are meant. */
  readonly examplesOrAnswers: Argument;
  readonly input: Argument | null;
  readonly headers: Argument | null;
  readonly options: Argument | null;
}

/** The first cell's trace, where the model gave its answer. Errors: noAnswerThere, ruleAnswered. */
export function answerAt(
  { address }: Pick<Argument, "address">,
  traces: Pick<TraceBook, "find">,
): AnswerTrace | CellError {
  const place = address === null ? null : parseAddress(address);
  const cell = place && formatAddress(cellOf(place, 0, 0));
  const trace = cell && traces.find(cell);
  if (!trace) return cellError("noAnswerThere", { address: cell?.replace(/^.*!/, "") ?? "this cell" });
  return "rule" in trace ? cellError("ruleAnswered") : trace;
}

/** What is told of the answers in the cells of an area, blank cells left blank. A single cell's CellError is thrown. */
export function tellAnswers(
  argument: Argument,
  traces: Pick<TraceBook, "find">,
  tell: (trace: AnswerTrace) => InspectedRow[number],
): Answers {
  const { values, address } = argument;
  if (values.length > SPILL_LIMIT)
    throw cellError("tooManyRows", { rows: values.length, limit: SPILL_LIMIT });
  const place = address === null ? null : parseAddress(address);
  const told = values.map((row, r) =>
    row.map((value, c) => {
      if (isBlank(value)) return "";
      const trace = answerAt({ address: place && formatAddress(cellOf(place, r, c)) }, traces);
      return trace instanceof CellError ? trace : tell(trace);
    }),
  );
  const only = told.length === 1 && told[0]!.length === 1 ? told[0]![0] : null;
  if (only instanceof CellError) throw only;
  return told;
}
