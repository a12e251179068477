import { describe, type CellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { cellOf, cellsOf, formatAddress, parseAddress } from "../../core/ranges/a1.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { AnswerState, AnswerTrace, CellTrace, ReviewState, SelectionState } from "../state.ts";

const TRACE_LIMIT = 5_000;

/** A fill of a thousand rows is counted a few times, not a thousand. */
const REVIEW_MS = 100;

/** Address of the top left cell as the book writes it; the text itself where it is no address. */
export function cellAddress(address: string): string {
  const range = parseAddress(address);
  return range ? formatAddress(cellOf(range, 0, 0)) : address;
}

/** How the answers of the sheet came about, by their cells' addresses, and which of them is selected. */
export class TraceBook {
  readonly #traces = new BoundedMap<string, CellTrace>(TRACE_LIMIT);
  readonly #onSelection: (selection: SelectionState | null) => void;
  readonly #onReview: (review: ReviewState) => void;
  #selected: string | null = null;
  #reviewTimer: ReturnType<typeof setTimeout> | null = null;

  /** onReview: told some time after answers came or went. */
  constructor(
    onSelection: (selection: SelectionState | null) => void,
    onReview: (review: ReviewState) => void,
  ) {
    this.#onSelection = onSelection;
    this.#onReview = onReview;
  }

  /** The selected cell, or null. */
  get selected(): string | null {
    return this.#selected;
  }

  write(trace: CellTrace): void {
    this.#traces.set(trace.address, trace);
    this.#reviewSoon();
    if (trace.address === this.#selected) this.#tell();
  }

  /** An answer that was taken from the workbook, under the settings of its call. */
  writeKept(
    address: string,
    answer: Omit<Extract<AnswerState, { status: "kept" }>, "status">,
    { settings, own }: Pick<AnswerTrace, "settings" | "own">,
  ): void {
    const unknown = { prompt: "", exampleLength: 0, format: "", examplesUsed: 0, examplesDropped: 0 };
    this.write({ address, settings, own, answer: { status: "kept", ...answer }, ...unknown });
  }

  /** How the answer of a cell came about; undefined where nothing is known. address: as `cellAddress` writes it. */
  find(address: string): CellTrace | undefined {
    return this.#traces.get(address);
  }

  /** Takes away what is known of a cell whose formula runs anew. */
  erase(address: string): void {
    this.#traces.delete(address);
    this.#reviewSoon();
    if (address === this.#selected) this.#tell();
  }

  /** Takes away what is known of all cells of an area. */
  eraseArea(area: string): void {
    for (const address of cellsOf(area)) this.erase(address);
  }

  /** Forgets all answers: another workbook was opened. */
  clear(): void {
    this.#traces.clear();
    this.#reviewSoon();
    this.#tell();
  }

  /** A formula runs anew: why it failed before is no longer so. address: of the cell that holds it. */
  begin(address: string): void {
    const cell = cellAddress(address);
    const known = this.#traces.get(cell);
    if (known && "failure" in known) this.erase(cell);
  }

  /** The formula of a cell came to no prompt. */
  fail(address: string, error: CellError): void {
    const { cell, text } = describe(error);
    this.write({ address: cellAddress(address), cell, failure: text });
  }

  select(address: string | null): void {
    this.#selected = address === null ? null : cellAddress(address);
    this.#tell();
  }

  /**
   * Answers that the model is less sure of than the threshold: column by column from the one after the selected cell
   * on, then those of the other sheets, by name, then those of this sheet up to the selected cell.
   */
  unsure(threshold: number): readonly { readonly address: string; readonly value: CellValue }[] {
    const places = this.#answers().flatMap(({ address, answer }) => {
      const place = parseAddress(address);
      if (!("confidence" in answer) || answer.confidence >= threshold || !place) return [];
      return [{ address, place, value: answer.value }];
    });
    const here = this.#selected === null ? null : parseAddress(this.#selected);
    const turns = ({ place }: (typeof places)[number]): number => {
      if (place.sheet !== here?.sheet)
        return (place.sheet ?? "").localeCompare(here?.sheet ?? "") > 0 ? 1 : 2;
      return place.column > here.column || (place.column === here.column && place.row > here.row) ? 0 : 3;
    };
    return places.sort(
      (a, b) =>
        turns(a) - turns(b) ||
        (a.place.sheet ?? "").localeCompare(b.place.sheet ?? "") ||
        a.place.column - b.place.column ||
        a.place.row - b.place.row,
    );
  }

  close(): void {
    if (this.#reviewTimer !== null) clearTimeout(this.#reviewTimer);
  }

  /** Those that a model gave. */
  #answers(): readonly AnswerTrace[] {
    return [...this.#traces.values()].filter((trace) => "answer" in trace);
  }

  #reviewSoon(): void {
    this.#reviewTimer ??= setTimeout(() => {
      this.#reviewTimer = null;
      const answers = this.#answers().flatMap(({ answer }) =>
        "confidence" in answer ? [answer.confidence] : [],
      );
      this.#onReview({ answers: answers.length, confidences: answers });
    }, REVIEW_MS);
  }

  #tell(): void {
    const address = this.#selected;
    this.#onSelection(address === null ? null : { address, trace: this.#traces.get(address) ?? null });
  }
}
