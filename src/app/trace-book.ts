import { cellOf, formatAddress, parseAddress } from "../core/ranges/a1.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { AnswerTrace, RuleTrace, SelectionState } from "./state.ts";

const TRACE_LIMIT = 5_000;

/** Address of the top left cell as the book writes it; the text itself where it is no address. */
export function cellAddress(address: string): string {
  const range = parseAddress(address);
  return range ? formatAddress(cellOf(range, 0, 0)) : address;
}

/** How the answers of the sheet came about, by their cells' addresses, and which of them is selected. */
export class TraceBook {
  readonly #traces = new BoundedMap<string, AnswerTrace | RuleTrace>(TRACE_LIMIT);
  readonly #onSelection: (selection: SelectionState | null) => void;
  #selected: string | null = null;

  constructor(onSelection: (selection: SelectionState | null) => void) {
    this.#onSelection = onSelection;
  }

  /** The selected cell, or null. */
  get selected(): string | null {
    return this.#selected;
  }

  write(trace: AnswerTrace | RuleTrace): void {
    this.#traces.set(trace.address, trace);
    if (trace.address === this.#selected) this.#tell();
  }

  /** Takes away what is known of a cell whose formula runs anew. */
  erase(address: string): void {
    this.#traces.delete(address);
    if (address === this.#selected) this.#tell();
  }

  select(address: string | null): void {
    this.#selected = address === null ? null : cellAddress(address);
    this.#tell();
  }

  #tell(): void {
    const address = this.#selected;
    this.#onSelection(address === null ? null : { address, trace: this.#traces.get(address) ?? null });
  }
}
