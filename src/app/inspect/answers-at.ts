import { CellError, cellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { isBlank, isSameValue } from "../../core/examples/cell-value.ts";
import { cellOf, formatAddress, parseAddress } from "../../core/ranges/a1.ts";
import type { Answers, Argument } from "../product.ts";
import { checkSpill } from "../calls/spill.ts";
import type { AnswerTrace } from "../state.ts";
import type { TraceBook } from "../rows/trace-book.ts";
import type { InspectedRow } from "./inspected-rows.ts";

/** Answers in their cells, or examples and inputs as GPT takes them. */
export interface AnswersArguments {
  /** Without an input: cells whose answers are meant. */
  readonly examplesOrAnswers: Argument;
  readonly input: Argument | null;
  readonly headers: Argument | null;
  readonly options: Argument | null;
}

/** A list spills, so that its first cell shows a part of the answer. */
const shows = ({ answer, settings }: AnswerTrace, value: CellValue): boolean =>
  !("value" in answer) || settings.type === "list" || isSameValue(answer.value, value);

/**
 * The trace of a cell where the model gave its answer. value: what the cell shows; left out where it shows its answer
 * for sure. Errors: noAnswerThere, also where the answer was typed over, and ruleAnswered.
 */
export function answerAt(
  address: string | null,
  traces: Pick<TraceBook, "find">,
  value?: CellValue,
): AnswerTrace | CellError {
  const place = address === null ? null : parseAddress(address);
  const cell = place && formatAddress(cellOf(place, 0, 0));
  const trace = cell && traces.find(cell);
  if (trace && "rule" in trace) return cellError("ruleAnswered");
  if (!trace || "failure" in trace || (value !== undefined && !shows(trace, value))) {
    return cellError("noAnswerThere", { address: cell?.replace(/^.*!/, "") ?? "this cell" });
  }
  return trace;
}

/** What is told of the answers in the cells of an area, blank cells left blank. A single cell's CellError is thrown. */
export function tellAnswers(
  argument: Argument,
  traces: Pick<TraceBook, "find">,
  tell: (trace: AnswerTrace) => InspectedRow[number],
): Answers {
  const { values, address } = argument;
  checkSpill(values);
  const place = address === null ? null : parseAddress(address);
  const told = values.map((row, r) =>
    row.map((value, c) => {
      if (isBlank(value)) return "";
      const trace = answerAt(place && formatAddress(cellOf(place, r, c)), traces, value);
      return trace instanceof CellError ? trace : tell(trace);
    }),
  );
  const only = told.length === 1 && told[0]!.length === 1 ? told[0]![0] : null;
  if (only instanceof CellError) throw only;
  return told;
}
